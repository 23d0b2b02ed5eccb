import type { Draft } from "@/lib/domain/draft";
import type { Claim } from "@/lib/domain/message";
import { accountQueue, QUEUE_SECONDS } from "@/lib/domain/pacing";
import { defineColumns } from "@/lib/store/columns";
import type { Sql } from "@/lib/store/db";
import { isOptedOut } from "@/lib/store/opt-outs";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";

/**
 * What became of a draft: stored with its slot, or turned away: ten hours of segments already wait (21611), or the recipient
 * opted out (21610).
 */
export type Stored =
  | {
      readonly id: string;
      readonly refused: null;
      readonly leaveAt: Date | null;
      /** In the named gateway's hands. */
      readonly held: boolean;
      /** Stored as `sending`: its slot is open and nothing has to be written before it leaves. */
      readonly leaves: boolean;
    }
  | { readonly id: string; readonly refused: Reason };

type Reason = 21610 | 21611;

/** This gateway's row is gone: another one has taken over what it held, and nothing may be stored in its name. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/**
 * Stores a batch of drafts in one statement: takes a slot per segment of each queue's pace, inserts the messages with
 * their first events, sticky pairs, callbacks and roll-up deltas, and puts into `message_due` what nobody holds.
 * Pace rows are locked in the order of their names, so that gateways wait for each other and never in a circle.
 * @param gatewayId  whose memory will hold them, fenced by its row; null (the console): all go to `message_due`, and the
 *                   gateways are woken
 * @param holdUntil  messages that leave later than this are not held in memory either
 * @param leaveUntil  what is held and whose slot opens by then is stored as `sending`, one attempt and its event included,
 *                    so that no further statement stands between its acceptance and its carrier; left out: nothing is
 * @returns one entry a draft, in their order. Drafts that are turned away are not stored.
 * @throws Fenced
 */
export async function insertDrafts(sql: Sql, slots: Slots, drafts: readonly Draft[]): Promise<Stored[]> {
  const batch = place(drafts);
  const { rows } = await sql.query<StoredRow>({ ...ACCEPT(batch), values: toValues(slots, batch) });
  if (rows.length !== drafts.length) throw new Fenced("The gateway's row is gone");
  return rows.map((row, index) => toStored(drafts[index]?.message.id ?? "", row));
}

/**
 * As {@link insertDrafts}, for a batch in which some came with an idempotency key: such a one is stored, together with its
 * key, only if nothing was under the key before.
 * @param claims  by the index of their drafts
 * @returns as insertDrafts; undefined for a draft whose key is another message's
 * @throws Fenced
 */
export async function insertClaimed(
  sql: Sql,
  slots: Slots,
  drafts: readonly Draft[],
  claims: ReadonlyMap<number, Claim>,
): Promise<(Stored | undefined)[]> {
  const idOf = (index: number) => drafts[index]?.message.id ?? "";
  const keyed = [...claims].map(([index, claim]) => ({ ...claim, messageId: idOf(index) }));
  const batch = place(drafts);
  const values = [...toValues(slots, batch), ...CLAIMS.encode(keyed)];
  const { rows } = await sql.query<StoredRow>({ ...ACCEPT_CLAIMED(batch), values });
  if (rows.length !== drafts.length) throw new Fenced("The gateway's row is gone");
  return rows.map((row, index) => (row.taken ? undefined : toStored(idOf(index), row)));
}

type StoredRow = { leave_ms: number | null; held: boolean; leaves: boolean; refused: Reason | null; taken?: boolean };

function toValues({ gatewayId, now, holdUntil, leaveUntil }: Slots, { placed, queues }: Batch): unknown[] {
  return [gatewayId, now, holdUntil, queues, QUEUE_SECONDS, leaveUntil ?? null, ...DRAFTS.encode(placed)];
}

const toStored = (id: string, { leave_ms, held, leaves, refused }: StoredRow): Stored =>
  refused ? { id, refused } : { id, refused, leaveAt: leave_ms === null ? null : new Date(leave_ms), held, leaves };

/** Whose hands drafts come into, and when they leave them. */
export type Slots = {
  readonly gatewayId: number | null;
  readonly now: Date;
  readonly holdUntil: Date;
  readonly leaveUntil?: Date | undefined;
};

/** A draft on its way into the database, with the slots it takes: of its queue, and of its account if that has a rate. */
type Placed = {
  readonly ord: number;
  readonly draft: Draft;
  readonly message: Draft["message"];
  readonly own: Slot | undefined;
  readonly account: Slot | undefined;
};

/** A slot begins `offsetS` seconds after its queue is free; the queue is its place, from 1, among the names that are locked. */
type Slot = { readonly queue: number; readonly offsetS: number; readonly costS: number };

type Batch = {
  /** In their order, each behind the ones before it of its queue. */
  readonly placed: readonly Placed[];
  /** The names of the queues. */
  readonly queues: readonly string[];
  /** Whether accounts with a rate are among them. */
  readonly limited: boolean;
};

function place(drafts: readonly Draft[]): Batch {
  const taken = new Map<string, { readonly queue: number; seconds: number }>();
  const take = (name: string, costS: number): Slot => {
    let known = taken.get(name);
    if (!known) {
      known = { queue: taken.size + 1, seconds: 0 };
      taken.set(name, known);
    }
    const slot = { queue: known.queue, offsetS: known.seconds, costS };
    known.seconds += costS;
    return slot;
  };
  let limited = false;
  const placed = drafts.map((draft, ord): Placed => {
    const { message, pace } = draft;
    if (pace === null) return { ord, draft, message, own: undefined, account: undefined };
    const own = take(pace.queue, message.segments / pace.mps);
    if (pace.accountMps === null) return { ord, draft, message, own, account: undefined };
    limited = true;
    const account = take(accountQueue(message.accountId), message.segments / pace.accountMps);
    return { ord, draft, message, own, account };
  });
  return { placed, queues: [...taken.keys()], limited };
}

const textOf = (detail: unknown) => (detail === undefined || detail === null ? null : JSON.stringify(detail));

const DRAFTS = defineColumns<Placed>({
  ord: ["int4", ({ ord }) => ord],
  id: ["uuid", ({ message }) => message.id],
  account_id: ["uuid", ({ message }) => message.accountId],
  service_id: ["uuid", ({ message }) => message.serviceId],
  sender_id: ["uuid", ({ message }) => message.senderId],
  carrier_id: ["uuid", ({ message }) => message.carrierId],
  direction: ["text", ({ message }) => message.direction],
  from_number: ["text", ({ message }) => message.from],
  from_given: ["bool", ({ message }) => message.fromGiven],
  to_number: ["text", ({ message }) => message.to],
  country: ["text", ({ message }) => message.country],
  body: ["text", ({ message }) => message.body],
  encoding: ["text", ({ message }) => message.encoding],
  segments: ["int2", ({ message }) => message.segments],
  num_media: ["int2", ({ message }) => message.numMedia],
  status: ["text", ({ message }) => message.status],
  error_code: ["int4", ({ message }) => message.errorCode],
  status_callback: ["text", ({ message }) => message.statusCallback],
  tags: ["jsonb", ({ message }) => textOf(message.tags)],
  expires_at: ["timestamptz", ({ message }) => message.expiresAt],
  send_at: ["timestamptz", ({ message }) => message.sendAt],
  seq: ["int2", ({ message }) => message.seq],
  first_name: ["text", ({ draft }) => draft.events[0].name],
  first_detail: ["jsonb", ({ draft }) => textOf(draft.events[0].detail)],
  second_name: ["text", ({ draft }) => draft.events[1]?.name],
  second_detail: ["jsonb", ({ draft }) => textOf(draft.events[1]?.detail)],
  callback: ["json", ({ draft }) => textOf(draft.callback)],
  sticky_id: ["uuid", ({ draft }) => draft.sticky?.numberId],
  sticky_replaces: ["uuid", ({ draft }) => draft.sticky?.replaces],
  queue: ["int4", ({ own }) => own?.queue],
  offset_s: ["float8", ({ own }) => own?.offsetS],
  cost_s: ["float8", ({ own }) => own?.costS],
  account_queue: ["int4", ({ account }) => account?.queue],
  account_offset_s: ["float8", ({ account }) => account?.offsetS],
  account_cost_s: ["float8", ({ account }) => account?.costS],
});

/** A statement in two forms, each prepared under its own name. @param limited whether accounts with a rate are in the batch */
function byLimit(name: string, text: (limited: boolean) => string) {
  const plain = { name, text: text(false) };
  const withRates = { name: `${name}-limited`, text: text(true) };
  return ({ limited }: Pick<Batch, "limited">) => (limited ? withRates : plain);
}

const SLOT = `
  SELECT d.*, coalesce(p.free_at, $2) + d.offset_s * interval '1 s' AS leave_at, NULL::timestamptz AS account_at
  FROM draft d LEFT JOIN pace p ON p.no = d.queue`;

/**
 * Where accounts have a rate, a message leaves at its slot, or as much later as the account makes the messages of its queue
 * up to it wait: so both rates hold, and the order within a queue. The account's slots are taken when messages come, not
 * when they leave, so that a sender with a long queue does not delay the others.
 */
const LIMITED_SLOT = `
  SELECT d.*, own_at + greatest(interval '0', max(account_at - own_at) OVER (PARTITION BY queue ORDER BY ord)) AS leave_at
  FROM (SELECT d.*, coalesce(p.free_at, $2) + d.offset_s * interval '1 s' AS own_at,
          coalesce(a.free_at, $2) + d.account_offset_s * interval '1 s' AS account_at
        FROM draft d LEFT JOIN pace p ON p.no = d.queue LEFT JOIN pace a ON a.no = d.account_queue) d`;

/**
 * From a relation `draft`: `slot` (all, with their slots), `placed` (those that are not turned away), and
 * what is written beside the messages: the queues' pace and the sticky pairs. $1 gateway, $2 now, $3 holdUntil,
 * $4 names of the queues, $5 seconds a queue holds.
 * @param limited whether accounts with a rate are among them: all others pay nothing for it
 */
const slotsSql = ({ limited, claims = false }: { limited: boolean; claims?: boolean }) => `
pace AS MATERIALIZED (
  SELECT q.no, s.queue, greatest(s.free_at, $2::timestamptz) AS free_at
  FROM queue_pace s JOIN unnest($4::text[]) WITH ORDINALITY AS q (queue, no) ON q.queue = s.queue
  WHERE s.queue = ANY($4::text[]) ORDER BY s.queue FOR UPDATE OF s
), slot AS MATERIALIZED (
  SELECT d.*,
    CASE WHEN d.status = 'queued' AND ${isOptedOut("d")} THEN 21610
      WHEN greatest(d.leave_at + d.cost_s * interval '1 s', d.account_at + d.account_cost_s * interval '1 s')
        > $2 + $5::int * interval '1 s' THEN 21611 END AS refused
  FROM (${limited ? LIMITED_SLOT : SLOT}) d
)${claims ? `, ${CLAIMED}` : ""}, placed AS MATERIALIZED (
  SELECT s.*, coalesce(s.status = 'queued' AND s.leave_at <= $3::timestamptz AND $1::int IS NOT NULL, false) AS held
  FROM slot s WHERE s.refused IS NULL${claims ? ` AND NOT ${IS_TAKEN}` : ""}
), paced AS (
  UPDATE queue_pace s SET free_at = e.free_at
  FROM (SELECT p.queue, max(taken.free_at) AS free_at
        FROM (SELECT queue AS no, leave_at + cost_s * interval '1 s' AS free_at FROM placed${
          limited
            ? `
              UNION ALL
              SELECT account_queue, account_at + account_cost_s * interval '1 s' FROM placed`
            : ""
        }) taken
        JOIN pace p ON p.no = taken.no GROUP BY p.queue) e
  WHERE s.queue = e.queue AND s.queue = ANY($4::text[])
), remembered AS (
  INSERT INTO sticky_sender AS known (service_id, recipient, number_id, created_at)
  SELECT service_id, to_number, sticky_id, $2 FROM placed WHERE sticky_id IS NOT NULL ORDER BY service_id, to_number
  ON CONFLICT (service_id, recipient) DO UPDATE SET number_id = excluded.number_id, created_at = excluded.created_at
  WHERE known.number_id = (SELECT p.sticky_replaces FROM placed p
                           WHERE p.service_id = known.service_id AND p.to_number = known.recipient
                             AND p.sticky_id = excluded.number_id LIMIT 1)
)`;

const CLAIMS = defineColumns<Claim & { readonly messageId: string }>({
  message_id: ["uuid", ({ messageId }) => messageId],
  key: ["text", ({ key }) => key],
  fingerprint: ["text", ({ fingerprint }) => fingerprint],
});

/**
 * The keys that were free are ours from here on; of two statements with one key, the second waits for the first to end.
 * Taken in the order of the keys, after all pace rows and before anything else is locked, so never in a circle.
 */
const CLAIMED = `
claim AS MATERIALIZED (
  SELECT * FROM ${CLAIMS.relation("c", 7 + DRAFTS.count)}
), claimed AS (
  INSERT INTO idempotency_key (account_id, key, fingerprint, message_id, created_at)
  SELECT s.account_id, c.key, c.fingerprint, s.id, $2 FROM slot s JOIN claim c ON c.message_id = s.id
  WHERE s.refused IS NULL ORDER BY s.account_id, c.key, s.ord
  ON CONFLICT (account_id, key) DO NOTHING
  RETURNING message_id
), taken AS MATERIALIZED (
  SELECT message_id FROM claim EXCEPT SELECT message_id FROM claimed
)`;
const IS_TAKEN = "s.id = ANY(ARRAY(SELECT message_id FROM taken))";

const accept = (variant: { limited: boolean; claims: boolean }) => `
WITH fence AS MATERIALIZED (
  SELECT id FROM gateway WHERE id = $1 FOR KEY SHARE
), draft AS MATERIALIZED (
  SELECT d.* FROM ${DRAFTS.relation("d", 7)} WHERE $1::int IS NULL OR EXISTS (SELECT FROM fence)
), ${slotsSql(variant)}, begun AS MATERIALIZED (
  SELECT p.*, p.held AND p.leave_at <= coalesce($6::timestamptz, '-infinity') AS leaves FROM placed p
), stored AS (
  INSERT INTO message (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
    country, body, encoding, segments, num_media, status, error_code, status_callback, tags, created_at, updated_at,
    leave_at, expires_at, send_at, owner, attempt, seq)
  SELECT id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number, country, body,
    encoding, segments, num_media, CASE WHEN leaves THEN 'sending' ELSE status END, error_code, status_callback, tags, $2,
    $2, leave_at, expires_at, send_at, CASE WHEN held THEN $1::int END, leaves::int, seq + leaves::int
  FROM begun ORDER BY ord
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT b.id, e.seq, b.account_id, $2, e.name, e.error_code, e.detail
  FROM begun b, LATERAL (VALUES (0, first_name, NULL::int, first_detail), (1, second_name, b.error_code, second_detail),
    (b.seq + 1, CASE WHEN leaves THEN 'sending' END, NULL, NULL)) AS e (seq, name, error_code, detail)
  WHERE e.name IS NOT NULL
), due AS (
  INSERT INTO message_due (message_id, due_at)
  SELECT id, least(coalesce(leave_at, send_at, $2), expires_at) FROM placed
  WHERE NOT held AND status IN ('queued', 'scheduled', 'accepted') ORDER BY ord
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
  SELECT id, seq, 'status', account_id, status_callback, 'POST', callback, $2, $1::int FROM placed
  WHERE callback IS NOT NULL ORDER BY ord
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
  SELECT ${rollupKey("b", "$2::timestamptz")}, CASE WHEN b.leaves THEN 'sending' ELSE b.status END,
    coalesce(b.error_code, 0), count(*) FROM begun b
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT floor(extract(epoch FROM b.leave_at) * 1000)::float8 AS leave_ms, coalesce(b.held, false) AS held,
  coalesce(b.leaves, false) AS leaves, s.refused, ${variant.claims ? `s.refused IS NULL AND ${IS_TAKEN} AS taken,` : ""}
  CASE WHEN s.ord = 0 AND $1::int IS NULL THEN pg_notify('due', '') END
FROM slot s LEFT JOIN begun b ON b.ord = s.ord ORDER BY s.ord`;

const ACCEPT = byLimit("accept", (limited) => accept({ limited, claims: false }));
const ACCEPT_CLAIMED = byLimit("accept-claimed", (limited) => accept({ limited, claims: true }));

/**
 * Gives messages that this gateway holds and that have no slot yet (scheduled, or their files were still to be fetched)
 * the sender, text and slot of their drafts, as {@link insertDrafts} does for new ones: the same ids, status `queued`. One
 * that named its sender was called queued from the start: its event only says that its files have come. What leaves later
 * than `holdUntil` is handed back to `message_due`.
 * @returns as insertDrafts; undefined for a message that waits no longer, or is not this gateway's
 */
export async function assignDrafts(
  sql: Sql,
  { gatewayId, now, holdUntil }: Omit<Slots, "leaveUntil"> & { readonly gatewayId: number },
  drafts: readonly Draft[],
): Promise<((Stored & { seq: number }) | undefined)[]> {
  const { placed, queues, limited } = place(drafts);
  const ids = drafts.map(({ message }) => message.id);
  const result = await sql.query<{
    id: string;
    leave_at: Date | null;
    held: boolean;
    refused: Reason | null;
    seq: number | null;
  }>({
    ...ASSIGN({ limited }),
    values: [gatewayId, now, holdUntil, queues, QUEUE_SECONDS, ids, ...DRAFTS.encode(placed)],
  });
  const byId = new Map(result.rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (row?.refused) return { id, refused: row.refused, seq: 0 };
    if (row?.seq == null) return undefined;
    return { id, refused: null, leaveAt: row.leave_at, held: row.held, leaves: false, seq: row.seq };
  });
}

/** Locked in the order of their ids, so that a message that is canceled in the meantime takes no slot. */
const assign = (limited: boolean) => `
WITH waiting AS MATERIALIZED (
  SELECT m.id FROM message m, ${DRAFTS.relation("d", 7)}
  WHERE m.id = ANY($6::uuid[]) AND m.id = d.id AND m.owner = $1 AND m.leave_at IS NULL
    AND m.status IN ('scheduled', 'accepted', 'queued') ORDER BY m.id FOR UPDATE OF m
), draft AS MATERIALIZED (
  SELECT d.* FROM ${DRAFTS.relation("d", 7)} WHERE d.id IN (SELECT id FROM waiting)
), ${slotsSql({ limited })}, moved AS (
  UPDATE message m SET status = 'queued', sender_id = p.sender_id, carrier_id = p.carrier_id, from_number = p.from_number,
    body = p.body, encoding = p.encoding, segments = p.segments, leave_at = p.leave_at, updated_at = $2, seq = m.seq + 1,
    owner = CASE WHEN p.held THEN $1::int END
  FROM placed p JOIN message o ON o.id = p.id
  WHERE m.id = ANY($6::uuid[]) AND o.id = ANY($6::uuid[]) AND m.id = p.id
  RETURNING m.id, m.seq, m.account_id, m.service_id, m.direction, m.to_number, m.country, m.created_at, m.from_number,
    m.leave_at, o.from_number AS before, o.status AS status_before, m.status_callback, m.expires_at, p.first_detail,
    p.callback, p.held
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
  SELECT id, seq, account_id, $2, CASE status_before WHEN 'queued' THEN 'media-kept' ELSE 'queued' END, first_detail
  FROM moved
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
  SELECT id, seq, 'status', account_id, status_callback, 'POST', callback, $2, $1::int FROM moved WHERE callback IS NOT NULL
), handed_back AS (
  UPDATE message_due d SET due_at = least(m.leave_at, m.expires_at), owner = NULL FROM moved m
  WHERE d.message_id = ANY($6::uuid[]) AND d.message_id = m.id AND NOT m.held
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
  SELECT ${rollupKey("change")}, change.status, 0, sum(change.count)
  FROM (SELECT created_at, account_id, service_id, direction, to_number, country, before AS from_number,
               status_before AS status, -1 AS count FROM moved
        UNION ALL
        SELECT created_at, account_id, service_id, direction, to_number, country, from_number, 'queued', 1 FROM moved) change
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  HAVING sum(change.count) <> 0
)
SELECT s.id, m.leave_at, coalesce(m.held, false) AS held, s.refused, m.seq
FROM slot s LEFT JOIN moved m ON m.id = s.id`;

const ASSIGN = byLimit("assign", assign);

/** What a recipient's past says about a send through a service. */
export type Past = {
  /** The sender they already know there. */
  readonly stickySenderId: string | undefined;
  /** What they opted out of: the service's id, and numbers. */
  readonly optedOutOf: readonly string[];
};

/**
 * What is known of each of these recipients, in the order they were asked.
 * @source behaviour §2.3, §5.1
 */
export async function findPast(
  sql: Sql,
  asked: readonly { readonly accountId: string; readonly serviceId: string; readonly to: string }[],
): Promise<Past[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql.query<{ number_id: string | null; opted_out_of: string[] | null }>({
    name: "past",
    text: PAST,
    values: [
      asked.map(({ accountId }) => accountId),
      asked.map(({ serviceId }) => serviceId),
      asked.map(({ to }) => to),
    ],
  });
  return rows.map((row) => ({ stickySenderId: row.number_id ?? undefined, optedOutOf: row.opted_out_of ?? [] }));
}

/** Scalar subqueries, so that each is one look into an index. A pool has 400 numbers; nobody opts out of more. */
const PAST = `
SELECT (SELECT s.number_id FROM sticky_sender s
        WHERE s.service_id = asked.service_id AND s.recipient = asked.recipient) AS number_id,
  (SELECT array_agg(o.name) FROM (
     SELECT coalesce(o.sender, o.service_id::text) AS name FROM opt_out o
     WHERE o.account_id = asked.account_id AND o.recipient = asked.recipient AND o.ended_at IS NULL
       AND (o.service_id = asked.service_id OR o.sender IS NOT NULL)
     LIMIT 401) o) AS opted_out_of
FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS asked (account_id, service_id, recipient, ord)
ORDER BY asked.ord`;

/** When the next slot of every queue opens that is not free at `now` (ms since epoch), by name. */
export async function findBusy(sql: Sql, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ queue: string; free_at: Date }>({
    name: "busy",
    text: "SELECT queue, free_at FROM queue_pace WHERE free_at > $1",
    values: [now],
  });
  return new Map(rows.map((row) => [row.queue, row.free_at.getTime()]));
}

/** When the next slot of each of these queues opens (ms since epoch); one that is free now may be absent. */
export async function findPace(sql: Sql, queues: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ queue: string; free_at: Date }>({
    name: "pace",
    text: "SELECT queue, free_at FROM queue_pace WHERE queue = ANY($1::text[])",
    values: [queues],
  });
  return new Map(rows.map((row) => [row.queue, row.free_at.getTime()]));
}
