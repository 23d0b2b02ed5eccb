import { setTimeout as sleep } from "node:timers/promises";
import { fromSid } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";
import type { Callback } from "@/lib/testing/callback-sink";
import type { Answered, LedgerLine } from "@/lib/testing/torture";

/** What customers, carrier, database and endpoint say of the same messages, held against each other. */
export type Books = {
  readonly accepted: number;
  readonly submitted: number;
  readonly delivered: number;
  readonly callbacks: number;
  /** Answered 201, and not delivered in the end or never handed over. */
  readonly lost: number;
  /** Answered 201, and not both `sent` and `delivered` were told. */
  readonly untold: number;
  /** Handed over, and not stored. */
  readonly ghosts: number;
  /** Handed over more often than the message's events admit. */
  readonly unmarked: number;
  /** Handed over more than once. */
  readonly duplicates: number;
  /** Events that say so. */
  readonly doubts: number;
};

/** Waits until no message and no callback is left in between. @throws Error when some still are after `timeoutMs` */
export async function settled(db: Db, timeoutMs: number): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(200)) {
    const { rows } = await db.sql.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM message WHERE status NOT IN ('delivered', 'undelivered', 'failed'))::int
            + (SELECT count(*) FROM message_due)::int + (SELECT count(*) FROM webhook_due)::int AS left`,
    );
    if (rows[0]?.left === 0) return;
    if (Date.now() > deadline) throw new Error(`${rows[0]?.left} messages and callbacks are left in between`);
  }
}

/** @param accepted what was answered 201; each of it is expected to be delivered and told of */
export async function audit(
  db: Db,
  {
    accepted,
    ledger,
    received,
  }: {
    readonly accepted: readonly Answered[];
    readonly ledger: readonly LedgerLine[];
    readonly received: readonly Callback[];
  },
): Promise<Books> {
  const { rows: messages } = await db.sql.query<{ id: string; status: string; doubts: number }>(
    `SELECT m.id, m.status, (SELECT count(*)::int FROM message_event e
       WHERE e.message_id = m.id AND e.name = 'resubmitted-in-doubt') AS doubts
     FROM message m`,
  );
  const stored = new Map(messages.map((message) => [message.id, message]));
  const submitted = groupBy(ledger, ({ id }) => id);
  const ids = accepted.map(({ sid }) => fromSid(["SM", "MM"], sid) ?? "");
  const told = groupBy(received, ({ params }) => params.MessageSid ?? "");
  const statuses = (sid: string) => new Set(told.get(sid)?.map(({ params }) => params.MessageStatus));
  const handedOver = [...submitted];
  return {
    accepted: accepted.length,
    submitted: ledger.length,
    delivered: messages.filter(({ status }) => status === "delivered").length,
    callbacks: received.length,
    lost: ids.filter((id) => stored.get(id)?.status !== "delivered" || !submitted.has(id)).length,
    untold: accepted.filter(({ sid }) => !statuses(sid).has("sent") || !statuses(sid).has("delivered")).length,
    ghosts: handedOver.filter(([id]) => !stored.has(id)).length,
    unmarked: handedOver.filter(([id, lines]) => lines.length > 1 + (stored.get(id)?.doubts ?? 0)).length,
    duplicates: handedOver.filter(([, lines]) => lines.length > 1).length,
    doubts: messages.reduce((sum, { doubts }) => sum + doubts, 0),
  };
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
