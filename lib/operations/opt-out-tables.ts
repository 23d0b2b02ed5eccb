import { parseAddress, parseFrom } from "@/lib/domain/address";
import { CsvError, csvLine, readCsv } from "@/lib/domain/csv";
import { Refusal } from "@/lib/domain/errors";
import type { OptOut } from "@/lib/domain/opt-out";
import { fromSid, toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import * as optOuts from "@/lib/store/opt-outs";
import * as services from "@/lib/store/services";

/** Columns of an exported table. An import reads the first five, in whatever order, and needs the first. */
const COLUMNS = [
  "recipient",
  "messaging_service_sid",
  "sender",
  "started_at",
  "reason",
  "source",
  "actor",
  "message_sid",
  "ended_at",
  "end_source",
  "end_actor",
  "end_reason",
] as const;
type Column = (typeof COLUMNS)[number];

/** Rows in one statement, and in memory. */
const BATCH_ROWS = 1_000;
/** Rows of one import. Larger lists are cut in parts. */
export const IMPORT_ROWS_MAX = 500_000;
/** Bytes of one import: what so many rows of a number, a service and a reason come to. */
export const IMPORT_BYTES_MAX = 50_000_000;
/** Rows that could not be used, of which the reason is told. */
const PROBLEMS_KEPT = 20;
const REASON_LENGTH_MAX = 200;

/** What an import came to. A row that was there already, or has ended, is none of these. */
export type Imported = {
  readonly rows: number;
  readonly added: number;
  readonly refused: number;
  /** The first of those that were refused. */
  readonly problems: readonly { readonly line: number; readonly why: string }[];
};

/** The whole ledger as a table, newest first, a thousand rows at a time. */
export async function* exportOptOuts(ctx: Ctx): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for (let after: string | undefined; ; ) {
    const page = { limit: BATCH_ROWS, ...(after !== undefined && { after }) };
    const { rows, nextAfter } = await optOuts.list(ctx.db, ctx.accountId, {}, page);
    if (rows.length > 0) yield rows.map(lineOf).join("");
    if (nextAfter === undefined) return;
    after = nextAfter;
  }
}

const lineOf = (row: OptOut) => {
  const values: Record<Column, string | null> = {
    recipient: row.recipient,
    messaging_service_sid: row.serviceId && toSid("MG", row.serviceId),
    sender: row.sender,
    started_at: row.startedAt.toISOString(),
    reason: row.reason,
    source: row.source,
    actor: row.actor,
    message_sid: row.messageId && toSid("SM", row.messageId),
    ended_at: row.endedAt?.toISOString() ?? null,
    end_source: row.endSource,
    end_actor: row.endActor,
    end_reason: row.endReason,
  };
  return csvLine(COLUMNS.map((column) => values[column]));
};

/**
 * Adds the rows of a table to the ledger. A row says whom it silences by a service or a sender; one that says neither, by
 * `scope`. Rows that ended are passed over, so that an exported table can be imported as it is. What was added before a
 * fault stays: importing the same table again goes on from there.
 * @param scope for rows that name none
 * @throws Refusal 20001 the table has no column `recipient`, or cannot be read; 20413 more than 500,000 rows
 */
export async function importOptOuts(
  ctx: Ctx,
  chunks: AsyncIterable<string>,
  scope: optOuts.Scope | null,
): Promise<Imported> {
  let header: Map<string, number> | undefined;
  let batch: optOuts.NewOptOut[] = [];
  const problems: { line: number; why: string }[] = [];
  let [rows, added, refused] = [0, 0, 0];
  const scopes = createScopes(ctx, scope);
  const flush = async () => {
    if (batch.length > 0) added += (await optOuts.open(ctx.db.sql, ctx.accountId, batch)).length;
    batch = [];
  };
  try {
    for await (const { line, fields } of readCsv(chunks)) {
      if (!header) {
        header = readHeader(fields);
        continue;
      }
      rows += 1;
      if (rows > IMPORT_ROWS_MAX)
        throw new Refusal(20413, `The table has more than ${IMPORT_ROWS_MAX} rows; ${added} were added.`);
      const columns = header;
      const value = (column: Column) => fields[columns.get(column) ?? -1]?.trim() ?? "";
      if (value("ended_at") !== "") continue;
      const read = await readRow(ctx, value, scopes);
      if (typeof read === "string") {
        refused += 1;
        if (problems.length < PROBLEMS_KEPT) problems.push({ line, why: read });
        continue;
      }
      batch.push(read);
      if (batch.length === BATCH_ROWS) await flush();
    }
    await flush();
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal(20001, `The table cannot be read: ${error.message}`);
    throw error;
  }
  if (!header) throw new Refusal(20001, "The table is empty.");
  return { rows, added, refused, problems };
}

/** @throws Refusal 20001 */
function readHeader(fields: readonly string[]): Map<string, number> {
  const header = new Map(fields.map((name, place) => [name.trim().toLowerCase(), place]));
  if (!header.has("recipient")) {
    throw new Refusal(20001, "The first line must name the columns, and one of them must be recipient.");
  }
  return header;
}

/** @returns why it cannot be used, where that is so */
async function readRow(
  ctx: Ctx,
  value: (column: Column) => string,
  scopeOf: (serviceSid: string, sender: string) => Promise<optOuts.Scope | string>,
): Promise<optOuts.NewOptOut | string> {
  const recipient = parseAddress(value("recipient"))?.address;
  if (recipient === undefined) return `“${value("recipient").slice(0, 40)}” is no phone number.`;
  const scope = await scopeOf(value("messaging_service_sid"), value("sender"));
  if (typeof scope === "string") return scope;
  const now = ctx.now();
  const since = value("started_at");
  const at = since === "" ? now : new Date(since);
  if (Number.isNaN(at.getTime()) || at > now) return `“${since.slice(0, 40)}” is no time that has been.`;
  const reason = value("reason").replaceAll("\0", "").slice(0, REASON_LENGTH_MAX).toWellFormed() || null;
  const mark = { at, source: "import", actor: ctx.actor, reason, messageId: null } as const;
  return { ...scope, ...mark, id: ctx.newId(), recipient, replyId: null };
}

/** Whom a row silences. Each service is looked for once. */
function createScopes(ctx: Ctx, fallback: optOuts.Scope | null) {
  const known = new Map<string, Promise<boolean>>();
  const exists = (id: string) => {
    const found = known.get(id) ?? services.find(ctx.db, ctx.accountId, id).then((service) => service !== undefined);
    known.set(id, found);
    return found;
  };
  return async (serviceSid: string, sender: string): Promise<optOuts.Scope | string> => {
    if (serviceSid !== "" && sender !== "") return "It names both a service and a sender.";
    if (serviceSid !== "") {
      const serviceId = fromSid("MG", serviceSid);
      if (serviceId === undefined || !(await exists(serviceId)))
        return `${serviceSid.slice(0, 40)} is no service of this account.`;
      return { serviceId, sender: null };
    }
    if (sender !== "") {
      const from = parseFrom(sender);
      // Not asked whether it is ours today: a number that was given back may come again.
      return from === undefined ? `“${sender.slice(0, 40)}” is no sender.` : { serviceId: null, sender: from };
    }
    return fallback ?? "It names neither a service nor a sender.";
  };
}
