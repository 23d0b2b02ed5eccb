import type { DirectionFilter, MessageFilter } from "@/lib/domain/message-filter";
import type { Slice } from "@/lib/domain/page";
import { lowestIdAt } from "@/lib/domain/sid";

/** An id may be made this much before or after its message's `created_at`: clocks of two processes, a batch that waited. */
const ID_SLACK_MS = 60_000;

/** From accept to hand-over: 35 days of schedule and 10 hours of validity. @source behaviour §1.5, §1.7 */
const SENT_LATEST_MS = (35 * 24 + 10) * 3_600_000;

const DIRECTIONS: Record<DirectionFilter, readonly string[]> = {
  incoming: ["inbound"],
  outgoing: ["outbound-api", "outbound-reply", "outbound-call"],
  reply: ["outbound-reply"],
};

const FAILURES: ReadonlySet<string> = new Set(["undelivered", "failed"]);

/**
 * The condition that a filter is, over a table known as `m`, always naming the account. Times also bound the id, which
 * is time-ordered, so that partitions outside are never opened.
 */
export function matching(
  accountId: string,
  filter: MessageFilter,
  cursor?: Slice["cursor"],
): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  /** `?` stands for the value; undefined asks for nothing, null for rows that have none. */
  const ask = (column: string, operator: string, value: unknown) => {
    if (value === undefined) return;
    if (value === null) {
      conditions.push(`m.${column} IS NULL`);
      return;
    }
    values.push(value);
    conditions.push(`(m.${column} ${operator.replace("?", `$${values.length}`)})`);
  };

  /** One value is asked for by `=`, which an index in the order of ids serves; null among several means "or none". */
  const askAnyOf = (column: string, given: readonly (string | null)[] = []) => {
    const ids = given.filter((id) => id !== null);
    if (given.length <= 1) ask(column, "= ?", given[0]);
    else if (ids.length === given.length) ask(column, "= ANY(?)", ids);
    else ask(column, `= ANY(?) OR m.${column} IS NULL`, ids);
  };

  ask("account_id", "= ?", accountId);
  ask("id", "= ?", filter.id);
  ask("id", "> ?", filter.idAbove);
  ask("id", "<= ?", filter.idUntil);
  if (cursor) ask("id", "lt" in cursor ? "< ?" : "> ?", "lt" in cursor ? cursor.lt : cursor.gt);
  ask(
    "direction",
    "= ANY(?)",
    filter.directions?.flatMap((name) => DIRECTIONS[name]),
  );
  ask("status", "= ANY(?)", filter.statuses);
  // Every failure has a code, and only failures are in the partial index on it.
  if (filter.statuses?.every((status) => FAILURES.has(status))) conditions.push("m.error_code IS NOT NULL");
  askAnyOf("service_id", filter.serviceIds);
  ask("from_number", "= ?", filter.from);
  ask("to_number", "= ?", filter.to);
  ask("country", "= ?", filter.country);
  ask("error_code", "= ?", filter.errorCode);

  const { createdFrom, createdUntil, sentFrom, sentUntil } = filter;
  ask("created_at", ">= ?", createdFrom);
  ask("id", ">= ?", createdFrom && lowestIdAt(createdFrom.getTime() - ID_SLACK_MS));
  ask("created_at", "< ?", createdUntil);
  ask("id", "< ?", createdUntil && lowestIdAt(createdUntil.getTime() + ID_SLACK_MS));
  ask("sent_at", ">= ?", sentFrom);
  ask("id", ">= ?", sentFrom && lowestIdAt(sentFrom.getTime() - SENT_LATEST_MS));
  ask("sent_at", "< ?", sentUntil);
  ask("id", "< ?", sentUntil && lowestIdAt(sentUntil.getTime() + ID_SLACK_MS));
  return { where: conditions.join(" AND "), values };
}
