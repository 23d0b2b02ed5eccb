import type { Draft } from "@/lib/domain/draft";
import type { Claim } from "@/lib/domain/message";
import { QUEUE_SECONDS } from "@/lib/domain/pacing";
import type { Sql } from "@/lib/store/db";
import { ROLLUP_COLUMNS, rollupKey } from "@/lib/store/rollups";

/** What became of a draft: stored with its slot, or turned away because ten hours of segments already wait. */
export type Stored =
  | { readonly id: string; readonly overflow: false; readonly leaveAt: Date | null; readonly held: boolean }
  | { readonly id: string; readonly overflow: true };

/** This gateway's row is gone: another one has taken over what it held, and nothing may be stored in its name. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}

/**
 * Stores a batch of drafts in one statement: takes a slot per segment of each sender's pace, inserts the messages with
 * their first events, sticky pairs, callbacks and roll-up deltas, and puts into `message_due` what nobody holds.
 * Pace rows are locked in the order of their ids, so that gateways wait for each other and never in a circle.
 * @param gatewayId  whose memory will hold them, fenced by its row; null (the console): all go to `message_due`, and the
 *                   gateways are woken
 * @param holdUntil  messages that leave later than this are not held in memory either
 * @returns one entry a draft, in their order. Drafts that overflow are not stored.
 * @throws Fenced
 */
export async function insertDrafts(sql: Sql, place: Place, drafts: readonly Draft[]): Promise<Stored[]> {
  const { ids, values } = toValues(place, drafts);
  const { rows } = await sql.query<StoredRow>({ name: "accept", text: ACCEPT, values });
  if (rows.length !== drafts.length) throw new Fenced("The gateway's row is gone");
  return rows.map((row, index) => toStored(ids[index] ?? "", row));
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
  place: Place,
  drafts: readonly Draft[],
  claims: ReadonlyMap<number, Claim>,
): Promise<(Stored | undefined)[]> {
  const { ids, values } = toValues(place, drafts);
  const keyed = [...claims];
  values.push(
    keyed.map(([index]) => ids[index]),
    keyed.map(([, { key }]) => key),
    keyed.map(([, { fingerprint }]) => fingerprint),
  );
  const { rows } = await sql.query<StoredRow>({ name: "accept-claimed", text: ACCEPT_CLAIMED, values });
  if (rows.length !== drafts.length) throw new Fenced("The gateway's row is gone");
  return rows.map((row, index) => (row.taken ? undefined : toStored(ids[index] ?? "", row)));
}

/** Who stores, when, and up to when messages that wait are held in memory. */
type Place = { readonly gatewayId: number | null; readonly now: Date; readonly holdUntil: Date };

type StoredRow = { leave_ms: number | null; held: boolean; overflow: boolean; taken?: boolean };

function toValues({ gatewayId, now, holdUntil }: Place, drafts: readonly Draft[]) {
  const { rows, senders } = toRows(drafts);
  const values: unknown[] = [gatewayId, now, holdUntil, JSON.stringify(rows), senders, QUEUE_SECONDS];
  return { ids: rows.map(({ id }) => id), values };
}

const toStored = (id: string, { leave_ms, held, overflow }: StoredRow): Stored =>
  overflow ? { id, overflow } : { id, overflow, leaveAt: leave_ms === null ? null : new Date(leave_ms), held };

/**
 * One JSON object a draft, as ACCEPT reads it; a slot begins `offset_s` seconds after its sender is free. What is null is
 * left out: a name that is read costs the database as much as a value.
 */
function toRows(drafts: readonly Draft[]) {
  const takenOf = new Map<string, number>();
  const rows = drafts.map(({ message, events: [first, second], callback, mps, sticky }, ord) => {
    let pace = {};
    if (mps !== null && message.senderId !== null) {
      const offset_s = takenOf.get(message.senderId) ?? 0;
      const cost_s = message.segments / mps;
      takenOf.set(message.senderId, offset_s + cost_s);
      pace = { offset_s, cost_s };
    }
    return {
      ord,
      id: message.id,
      account_id: message.accountId,
      service_id: message.serviceId ?? undefined,
      sender_id: message.senderId ?? undefined,
      carrier_id: message.carrierId ?? undefined,
      direction: message.direction,
      from_number: message.from,
      from_given: message.fromGiven,
      to_number: message.to,
      country: message.country ?? undefined,
      body: message.body,
      encoding: message.encoding,
      segments: message.segments,
      status: message.status,
      error_code: message.errorCode ?? undefined,
      status_callback: message.statusCallback ?? undefined,
      tags: message.tags ?? undefined,
      expires_at: message.expiresAt,
      send_at: message.sendAt ?? undefined,
      seq: message.seq,
      first_name: first.name,
      first_detail: first.detail,
      second_name: second?.name,
      second_detail: second?.detail,
      callback: callback ?? undefined,
      sticky_id: sticky?.numberId,
      sticky_replaces: sticky?.replaces ?? undefined,
      ...pace,
    };
  });
  return { rows, senders: [...takenOf.keys()] };
}

/** The drafts as a relation; $4. */
const DRAFTS = `json_to_recordset($4::json) AS d (
    ord int, id uuid, account_id uuid, service_id uuid, sender_id uuid, carrier_id uuid, direction text, from_number text,
    from_given boolean, to_number text, country char(2), body text, encoding text, segments smallint, status text,
    error_code int, status_callback text, tags jsonb, expires_at timestamptz, send_at timestamptz, seq smallint,
    first_name text, first_detail jsonb, second_name text, second_detail jsonb, callback json,
    sticky_id uuid, sticky_replaces uuid, offset_s float8, cost_s float8)`;

/**
 * From a relation `draft`: `slot` (all, with their slots), `placed` (those that find room in their sender's queue), and
 * what is written beside the messages: the senders' pace and the sticky pairs. $1 gateway, $2 now, $3 holdUntil,
 * $5 senders, $6 seconds a queue holds.
 */
const slots = ({ claims = false } = {}) => `
pace AS MATERIALIZED (
  SELECT number_id, greatest(free_at, $2::timestamptz) AS free_at FROM sender_pace
  WHERE number_id = ANY($5::uuid[]) ORDER BY number_id FOR UPDATE
), slot AS MATERIALIZED (
  SELECT d.*,
    CASE WHEN d.cost_s IS NOT NULL THEN coalesce(p.free_at, $2) + d.offset_s * interval '1 s' END AS leave_at,
    coalesce(p.free_at + (d.offset_s + d.cost_s) * interval '1 s' > $2 + $6::int * interval '1 s', false) AS overflow
  FROM draft d LEFT JOIN pace p ON p.number_id = d.sender_id
)${claims ? `, ${CLAIMED}` : ""}, placed AS MATERIALIZED (
  SELECT s.*, coalesce(s.status = 'queued' AND s.leave_at <= $3::timestamptz AND $1::int IS NOT NULL, false) AS held
  FROM slot s WHERE NOT s.overflow${claims ? ` AND NOT ${IS_TAKEN}` : ""}
), paced AS (
  UPDATE sender_pace s SET free_at = e.free_at
  FROM (SELECT sender_id, max(leave_at + cost_s * interval '1 s') AS free_at
        FROM placed WHERE cost_s IS NOT NULL GROUP BY sender_id) e
  WHERE s.number_id = e.sender_id AND s.number_id = ANY($5::uuid[])
), remembered AS (
  INSERT INTO sticky_sender AS known (service_id, recipient, number_id, created_at)
  SELECT service_id, to_number, sticky_id, $2 FROM placed WHERE sticky_id IS NOT NULL ORDER BY service_id, to_number
  ON CONFLICT (service_id, recipient) DO UPDATE SET number_id = excluded.number_id, created_at = excluded.created_at
  WHERE known.number_id = (SELECT p.sticky_replaces FROM placed p
                           WHERE p.service_id = known.service_id AND p.to_number = known.recipient
                             AND p.sticky_id = excluded.number_id LIMIT 1)
)`;

/**
 * The keys that were free are ours from here on; of two statements with one key, the second waits for the first to end.
 * Taken in the order of the keys, after all pace rows and before anything else is locked, so never in a circle. $7 message
 * ids, $8 keys, $9 fingerprints.
 */
const CLAIMED = `
claim AS MATERIALIZED (
  SELECT * FROM unnest($7::uuid[], $8::text[], $9::text[]) AS c (message_id, key, fingerprint)
), claimed AS (
  INSERT INTO idempotency_key (account_id, key, fingerprint, message_id, created_at)
  SELECT s.account_id, c.key, c.fingerprint, s.id, $2 FROM slot s JOIN claim c ON c.message_id = s.id
  WHERE NOT s.overflow ORDER BY s.account_id, c.key, s.ord
  ON CONFLICT (account_id, key) DO NOTHING
  RETURNING message_id
), taken AS MATERIALIZED (
  SELECT message_id FROM claim EXCEPT SELECT message_id FROM claimed
)`;
const IS_TAKEN = "s.id = ANY(ARRAY(SELECT message_id FROM taken))";

const accept = ({ claims }: { claims: boolean }) => `
WITH fence AS MATERIALIZED (
  SELECT id FROM gateway WHERE id = $1 FOR KEY SHARE
), draft AS MATERIALIZED (
  SELECT d.* FROM ${DRAFTS} WHERE $1::int IS NULL OR EXISTS (SELECT FROM fence)
), ${slots({ claims })}, stored AS (
  INSERT INTO message (id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number,
    country, body, encoding, segments, status, error_code, status_callback, tags, created_at, updated_at, leave_at,
    expires_at, send_at, owner, seq)
  SELECT id, account_id, service_id, sender_id, carrier_id, direction, from_number, from_given, to_number, country, body,
    encoding, segments, status, error_code, status_callback, tags, $2, $2, leave_at, expires_at, send_at,
    CASE WHEN held THEN $1::int END, seq
  FROM placed ORDER BY ord
), first_events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
  SELECT id, 0, account_id, $2, first_name, first_detail FROM placed ORDER BY ord
), second_events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, error_code, detail)
  SELECT id, 1, account_id, $2, second_name, error_code, second_detail FROM placed WHERE second_name IS NOT NULL ORDER BY ord
), due AS (
  INSERT INTO message_due (message_id, due_at)
  SELECT id, least(coalesce(leave_at, send_at), expires_at) FROM placed
  WHERE NOT held AND status IN ('queued', 'scheduled') ORDER BY ord
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
  SELECT id, seq, 'status', account_id, status_callback, 'POST', callback, $2, $1::int FROM placed
  WHERE callback IS NOT NULL ORDER BY ord
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
  SELECT ${rollupKey("m", "$2::timestamptz")}, m.status, coalesce(m.error_code, 0), count(*) FROM placed m
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT floor(extract(epoch FROM p.leave_at) * 1000)::float8 AS leave_ms, coalesce(p.held, false) AS held, s.overflow,
  ${claims ? `NOT s.overflow AND ${IS_TAKEN} AS taken,` : ""}
  CASE WHEN s.ord = 0 AND $1::int IS NULL THEN pg_notify('due', '') END
FROM slot s LEFT JOIN placed p ON p.ord = s.ord ORDER BY s.ord`;

const ACCEPT = accept({ claims: false });
const ACCEPT_CLAIMED = accept({ claims: true });

/**
 * Gives scheduled messages that this gateway holds the sender, text and slot of their drafts, as {@link insertDrafts}
 * does for new ones: the same ids, status `queued`. What leaves later than `holdUntil` is handed back to `message_due`.
 * @returns as insertDrafts; undefined for a message that is no longer scheduled, or not this gateway's
 */
export async function assignDrafts(
  sql: Sql,
  { gatewayId, now, holdUntil }: { gatewayId: number; now: Date; holdUntil: Date },
  drafts: readonly Draft[],
): Promise<((Stored & { seq: number }) | undefined)[]> {
  const { rows, senders } = toRows(drafts);
  const result = await sql.query<{
    id: string;
    leave_at: Date | null;
    held: boolean;
    overflow: boolean;
    seq: number | null;
  }>({
    name: "assign",
    text: ASSIGN,
    values: [gatewayId, now, holdUntil, JSON.stringify(rows), senders, QUEUE_SECONDS, rows.map(({ id }) => id)],
  });
  const byId = new Map(result.rows.map((row) => [row.id, row]));
  return rows.map(({ id }) => {
    const row = byId.get(id);
    if (row?.overflow) return { id, overflow: true, seq: 0 };
    return row?.seq != null ? { id, overflow: false, leaveAt: row.leave_at, held: row.held, seq: row.seq } : undefined;
  });
}

/** Locked in the order of their ids, so that a message that is canceled in the meantime takes no slot. */
const ASSIGN = `
WITH waiting AS MATERIALIZED (
  SELECT m.id FROM message m, ${DRAFTS}
  WHERE m.id = ANY($7::uuid[]) AND m.id = d.id AND m.owner = $1 AND m.status = 'scheduled' ORDER BY m.id FOR UPDATE OF m
), draft AS MATERIALIZED (
  SELECT d.* FROM ${DRAFTS} WHERE d.id IN (SELECT id FROM waiting)
), ${slots()}, moved AS (
  UPDATE message m SET status = 'queued', sender_id = p.sender_id, carrier_id = p.carrier_id, from_number = p.from_number,
    body = p.body, encoding = p.encoding, segments = p.segments, leave_at = p.leave_at, updated_at = $2, seq = m.seq + 1,
    owner = CASE WHEN p.held THEN $1::int END
  FROM placed p JOIN message o ON o.id = p.id
  WHERE m.id = ANY($7::uuid[]) AND o.id = ANY($7::uuid[]) AND m.id = p.id
  RETURNING m.id, m.seq, m.account_id, m.service_id, m.direction, m.to_number, m.country, m.created_at, m.from_number,
    m.leave_at, o.from_number AS before, m.status_callback, m.expires_at, p.first_detail, p.callback, p.held
), events AS (
  INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
  SELECT id, seq, account_id, $2, 'queued', first_detail FROM moved
), told AS (
  INSERT INTO webhook_due (message_id, seq, kind, account_id, url, method, params, due_at, owner)
  SELECT id, seq, 'status', account_id, status_callback, 'POST', callback, $2, $1::int FROM moved WHERE callback IS NOT NULL
), handed_back AS (
  UPDATE message_due d SET due_at = least(m.leave_at, m.expires_at), owner = NULL FROM moved m
  WHERE d.message_id = ANY($7::uuid[]) AND d.message_id = m.id AND NOT m.held
), counted AS (
  INSERT INTO rollup_delta (${ROLLUP_COLUMNS})
  SELECT ${rollupKey("change")}, change.status, 0, sum(change.count)
  FROM (SELECT created_at, account_id, service_id, direction, to_number, country, before AS from_number,
               'scheduled' AS status, -1 AS count FROM moved
        UNION ALL
        SELECT created_at, account_id, service_id, direction, to_number, country, from_number, 'queued', 1 FROM moved) change
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT s.id, m.leave_at, coalesce(m.held, false) AS held, s.overflow, m.seq
FROM slot s LEFT JOIN moved m ON m.id = s.id`;

/**
 * Which sender each of these recipients already knows, in the order they were asked; undefined where there is none.
 * @source behaviour §2.3
 */
export async function findSticky(
  sql: Sql,
  pairs: readonly { readonly serviceId: string; readonly to: string }[],
): Promise<(string | undefined)[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql.query<{ number_id: string | null }>({
    name: "sticky",
    text: `SELECT (SELECT s.number_id FROM sticky_sender s
                   WHERE s.service_id = asked.service_id AND s.recipient = asked.recipient) AS number_id
           FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS asked (service_id, recipient, ord) ORDER BY asked.ord`,
    values: [pairs.map((pair) => pair.serviceId), pairs.map((pair) => pair.to)],
  });
  return rows.map((row) => row.number_id ?? undefined);
}

/** When the next slot of every sender opens that is not free at `now` (ms since epoch). */
export async function findBusy(sql: Sql, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ number_id: string; free_at: Date }>({
    name: "busy",
    text: "SELECT number_id, free_at FROM sender_pace WHERE free_at > $1",
    values: [now],
  });
  return new Map(rows.map((row) => [row.number_id, row.free_at.getTime()]));
}

/** When the next slot of each of these senders opens (ms since epoch); one that is free now may be absent. */
export async function findPace(sql: Sql, senderIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ number_id: string; free_at: Date }>({
    name: "pace",
    text: "SELECT number_id, free_at FROM sender_pace WHERE number_id = ANY($1::uuid[])",
    values: [senderIds],
  });
  return new Map(rows.map((row) => [row.number_id, row.free_at.getTime()]));
}
