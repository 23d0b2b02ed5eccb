import type { Gathered, InboundPart } from "@/lib/domain/inbound-part";
import type { Sql } from "@/lib/store/db";

/** Whose parts belong together. Numbers are E.164. */
export type PartSet = {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
  readonly reference: number;
  /** Parts of the whole text. */
  readonly total: number;
};

const OF_SET = "account_id = $1 AND to_number = $2 AND from_number = $3 AND reference = $4 AND total = $5";
const keyOf = ({ accountId, to, from, reference, total }: PartSet) => [accountId, to, from, reference, total];

/**
 * What came of a text so far; nobody else adds to it until the transaction ends.
 * @returns `since` its first part came; undefined before
 */
export async function lockParts(sql: Sql, set: PartSet): Promise<Gathered & { since: Date | undefined }> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [keyOf(set).join(" ")]);
  const { rows } = await sql.query<InboundPart & { at: Date; is_joined: boolean }>(
    `SELECT number, body, at, is_joined FROM inbound_part WHERE ${OF_SET} ORDER BY number`,
    keyOf(set),
  );
  return {
    parts: rows.map(({ number, body }) => ({ number, body })),
    isJoined: rows.some((row) => row.is_joined),
    since: rows.map(({ at }) => at).sort((one, other) => one.getTime() - other.getTime())[0],
  };
}

export async function insertPart(sql: Sql, set: PartSet, { number, body }: InboundPart, at: Date): Promise<void> {
  await sql.query(
    `INSERT INTO inbound_part (account_id, to_number, from_number, reference, total, number, body, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...keyOf(set), number, body, at],
  );
}

/** Its text was received: the parts are kept until their time is up, so that repeated ones are known. */
export async function markJoined(sql: Sql, set: PartSet): Promise<void> {
  await sql.query(`UPDATE inbound_part SET is_joined = true WHERE ${OF_SET}`, keyOf(set));
}

export async function forgetParts(sql: Sql, set: PartSet): Promise<void> {
  await sql.query(`DELETE FROM inbound_part WHERE ${OF_SET}`, keyOf(set));
}

/** Texts of any account whose first part came before a time, joined or not. */
export async function findLateSets(sql: Sql, before: Date, limit: number): Promise<PartSet[]> {
  const { rows } = await sql.query<{
    account_id: string;
    to_number: string;
    from_number: string;
    reference: number;
    total: number;
  }>(
    `SELECT account_id, to_number, from_number, reference, total FROM inbound_part
     GROUP BY 1, 2, 3, 4, 5 HAVING min(at) < $1 LIMIT $2`,
    [before, limit],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    from: row.from_number,
    to: row.to_number,
    reference: row.reference,
    total: row.total,
  }));
}
