/**
 * SQLSTATE classes and codes that say that the database cannot be asked at the moment, not that the question was wrong:
 * connection, resources, shutdown and start, serialization and deadlock, lock and statement timeouts.
 * @source PostgreSQL, appendix A
 */
const PASSING = /^(08|53|40|57P0|55P03|57014)/;

/**
 * Whether the same may succeed in a moment. Errors without an SQLSTATE come from the connection: refused, reset, timed out.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)
    ? PASSING.test(code)
    : FROM_CONNECTION.test(`${code} ${error.message}`);
}

const FROM_CONNECTION =
  /ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Connection terminated|connection timeout|timeout exceeded|read timeout|not queryable|Cannot use a pool/i;
