import type { Message } from "@/lib/domain/message";
import type { Sql } from "@/lib/store/db";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "@/lib/store/message-row";

/** The carrier's name for one part it took. */
export type PartRef = { readonly carrierId: string; readonly carrierRef: string };

export type KnownPart = PartRef & { readonly message: Message; readonly owner: number | null };

/** The messages that carriers took under these names, for receipts of what is in nobody's memory; unknown names are absent. */
export async function findParts(sql: Sql, refs: readonly PartRef[]): Promise<KnownPart[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql.query<MessageRow & { part_carrier: string; carrier_ref: string; owner: number | null }>({
    name: "parts",
    text: `WITH part AS MATERIALIZED (
             SELECT carrier_id, carrier_ref, message_id FROM message_part
             WHERE carrier_id = ANY($1::uuid[]) AND carrier_ref = ANY($2::text[]))
           SELECT p.carrier_id AS part_carrier, p.carrier_ref, m.owner, ${MESSAGE_COLUMNS}
           FROM part p JOIN message m ON m.id = ANY(ARRAY(SELECT message_id FROM part)) AND m.id = p.message_id`,
    values: [[...new Set(refs.map((ref) => ref.carrierId))], refs.map((ref) => ref.carrierRef)],
  });
  return rows.map((row) => ({
    carrierId: row.part_carrier,
    carrierRef: row.carrier_ref,
    owner: row.owner,
    message: toMessage(row),
  }));
}

/** Takes a message that nobody holds, so that steps can be made. @returns false when somebody holds it, or our row is gone */
export async function claim(sql: Sql, gatewayId: number, messageId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `WITH fence AS MATERIALIZED (SELECT id FROM gateway WHERE id = $1 FOR KEY SHARE), listed AS (
       INSERT INTO message_due (message_id, due_at, owner) SELECT $2, now(), $1 FROM fence
       ON CONFLICT (message_id) DO UPDATE SET owner = excluded.owner WHERE message_due.owner IS NULL
       RETURNING message_id)
     UPDATE message SET owner = $1 FROM listed WHERE id = listed.message_id AND id = $2 AND owner IS NULL`,
    [gatewayId, messageId],
  );
  return rowCount === 1;
}

export type Note = {
  readonly messageId: string;
  readonly name: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Adds an event that moves nothing to a message that need not be held. */
export async function addNotes(sql: Sql, notes: readonly Note[]): Promise<void> {
  for (const { messageId, name, at, detail } of notes) {
    await sql.query({
      name: "note",
      text: `WITH noted AS (UPDATE message SET seq = seq + 1 WHERE id = $1 RETURNING id, account_id, seq)
             INSERT INTO message_event (message_id, seq, account_id, at, name, detail)
             SELECT id, seq, account_id, $3, $2, $4 FROM noted`,
      values: [messageId, name, at, detail],
    });
  }
}
