import type { MessageStatus } from "@/lib/domain/message-status";
import { defineColumns } from "@/lib/store/columns";
import type { Sql } from "@/lib/store/db";
import { findOptedOut, isOptedOut } from "@/lib/store/opt-outs";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";
import { PAID_COLUMNS, paidSums } from "@/lib/store/usage";

/** One step of a message that a gateway holds. Only the holder can make it, and only from the status it names. */
export type Step = {
  readonly id: string;
  /** The gateway that holds it. */
  readonly owner: number;
  readonly from: MessageStatus;
  /** The same as `from` for a note that moves nothing. */
  readonly to: MessageStatus;
  /** Name of the event: the new status, or a note such as `resubmitted-in-doubt`. */
  readonly event: string;
  readonly at: Date;
  readonly errorCode?: number | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
  /** The message is about to be handed to its carrier: counts as one attempt. */
  readonly submits?: boolean | undefined;
  /** What it cost, once that is known. */
  readonly price?: string | undefined;
  /** The carrier's name for each part it took, by which receipts find the message. */
  readonly carrierRefs?: readonly string[] | undefined;
  /** Nobody holds it after this step: it is finished, or no more news is expected. */
  readonly release?: boolean | undefined;
  /** With `release`: hand it back, to be taken by any gateway from this time on. */
  readonly dueAt?: Date | undefined;
  /** What the status callback of this step will say, when somebody asked for one. */
  readonly callback?: Readonly<Record<string, string>> | undefined;
};

/** The number of a step's event; or it was not made, because the recipient opted out before the message left. */
export type Made = number | "opted out";

/**
 * Makes a batch of steps, at most one a message, in one statement: the row, its event, its parts, its callback, its
 * place in `message_due` and the roll-up deltas, all or nothing. The bounds prune partitions; the plan never scans one.
 * No step hands a message over to someone whose opt-out is stored: the one statement that lets it leave is the one that looks.
 * @returns what became of each step. A message that is missing was not in the named status, or is not this gateway's any more.
 */
export async function makeSteps(sql: Sql, steps: readonly Step[]): Promise<Map<string, Made>> {
  const { lowest, highest } = boundsOf(steps);
  const parts = steps.flatMap(partsOf);
  const { rows } = await sql.query<{ id: string; seq: number }>({
    name: "step",
    text: STEP,
    values: [lowest, highest, ...STEPS.encode(steps), ...PARTS.encode(parts)],
  });
  const made = new Map<string, Made>(rows.map((row) => [row.id, row.seq]));
  const stopped = steps.filter(({ id, submits }) => submits && !made.has(id)).map(({ id }) => id);
  if (stopped.length > 0) for (const id of await findOptedOut(sql, stopped)) made.set(id, "opted out");
  return made;
}

const STEPS = defineColumns<Step>({
  id: ["uuid", (step) => step.id],
  holder: ["int4", (step) => step.owner],
  from_status: ["text", (step) => step.from],
  to_status: ["text", (step) => step.to],
  event: ["text", (step) => step.event],
  at: ["timestamptz", (step) => step.at],
  code: ["int4", (step) => step.errorCode],
  detail: ["jsonb", (step) => step.detail && JSON.stringify(step.detail)],
  submits: ["bool", (step) => step.submits],
  price: ["text", (step) => step.price],
  release: ["bool", (step) => step.release],
  due_at: ["timestamptz", (step) => step.dueAt],
  callback: ["json", (step) => step.callback && JSON.stringify(step.callback)],
});

type Part = { readonly messageId: string; readonly ref: string; readonly part: number };

const PARTS = defineColumns<Part>({
  message_id: ["uuid", (part) => part.messageId],
  ref: ["text", (part) => part.ref],
  part: ["int2", (part) => part.part],
});

const NO_PARTS: readonly Part[] = [];

const partsOf = ({ id, carrierRefs }: Step): readonly Part[] =>
  carrierRefs?.map((ref, index) => ({ messageId: id, ref, part: index + 1 })) ?? NO_PARTS;

/** The lowest and the highest id of a batch that is not empty: canonical UUIDs order as their texts do. */
function boundsOf(steps: readonly Step[]): { lowest: string; highest: string } {
  let lowest = steps[0]?.id ?? "";
  let highest = lowest;
  for (const { id } of steps) {
    if (id < lowest) lowest = id;
    if (id > highest) highest = id;
  }
  return { lowest, highest };
}

const STEP = `
WITH step AS MATERIALIZED (
  SELECT * FROM ${STEPS.relation("s", 3)}
), moved AS (
  UPDATE message m SET
    status = s.to_status,
    error_code = coalesce(s.code, m.error_code),
    updated_at = s.at,
    sent_at = CASE WHEN s.to_status = 'sent' AND s.from_status <> 'sent' THEN s.at ELSE m.sent_at END,
    price = coalesce(s.price::numeric, m.price),
    attempt = m.attempt + coalesce(s.submits, false)::int,
    seq = m.seq + 1,
    owner = CASE WHEN s.release THEN NULL ELSE m.owner END
  FROM step s
  WHERE m.id = s.id AND m.id = ANY($3::uuid[]) AND m.id BETWEEN $1::uuid AND $2::uuid
    AND m.owner = s.holder AND m.status = s.from_status AND (s.submits IS NOT TRUE OR NOT ${isOptedOut("m")})
  RETURNING m.id, m.seq, m.attempt, m.account_id, m.service_id, m.carrier_id, m.direction, m.from_number, m.to_number, m.country,
    m.created_at, m.segments, m.num_media, s.price::numeric, m.status_callback, m.error_code, s.holder, s.from_status, s.to_status, s.event, s.at, s.code, s.detail,
    s.release, s.due_at, s.callback
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT id, seq, account_id, at, event, code, detail FROM moved
), parts AS (
  INSERT INTO message_part (carrier_id, carrier_ref, message_id, part)
  SELECT m.carrier_id, p.ref, m.id, p.part FROM moved m JOIN ${PARTS.relation("p", 3 + STEPS.count)} ON p.message_id = m.id
  WHERE m.attempt <= 1 OR NOT EXISTS (
    SELECT FROM message_part k WHERE k.carrier_id = m.carrier_id AND k.carrier_ref = p.ref AND k.message_id = m.id)
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
  SELECT id, seq, 'status', account_id, status_callback, 'POST', callback, at, holder FROM moved
  WHERE callback IS NOT NULL AND status_callback IS NOT NULL
), finished AS (
  DELETE FROM message_due WHERE message_id = ANY(ARRAY(SELECT id FROM moved WHERE release AND due_at IS NULL))
), handed_back AS (
  INSERT INTO message_due (message_id, due_at)
  SELECT id, due_at FROM moved WHERE release AND due_at IS NOT NULL
  ON CONFLICT (message_id) DO UPDATE SET due_at = excluded.due_at, owner = NULL
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS}, ${PAID_COLUMNS})
  SELECT g.bucket, g.account_id, g.service_id, g.sender, g.country, g.direction, c.status, c.error_code, g.count * c.sign,
    g.paid * c.arrives, g.segments * c.arrives, g.cost * c.arrives, g.is_mms
  FROM (SELECT ${rollupKey("m")}, m.from_status, m.to_status, coalesce(m.error_code, 0), count(*), ${paidSums("m")}
        FROM moved m WHERE m.from_status <> m.to_status GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 14)
    AS g (bucket, account_id, service_id, sender, country, direction, from_status, to_status, code, count, paid, segments,
      cost, is_mms),
    LATERAL (VALUES (g.from_status, 0, -1, 0), (g.to_status, g.code, 1, 1)) AS c (status, error_code, sign, arrives)
)
SELECT id, seq FROM moved`;
