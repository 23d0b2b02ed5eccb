/**
 * SQLSTATE classes and codes that say that the database cannot be asked at the moment, not that the question was wrong:
 * connection, resources, shutdown and start, serialization and deadlock, lock and statement timeouts.
 * @source PostgreSQL, appendix A
 */
const PASSING = /^(08|53|40|57P0|55P03|57014)/;

/** An error of PostgreSQL as Prisma passes it on. */
type Wrapped = { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };

/**
 * Whether the same may succeed in a moment. Errors without an SQLSTATE come from the connection: refused, reset, timed out.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as Error & Wrapped;
  const state = meta?.driverAdapterError?.cause?.originalCode ?? code;
  return typeof state === "string" && /^[0-9A-Z]{5}$/.test(state) && !/^P\d{4}$/.test(state)
    ? PASSING.test(state)
    : FROM_CONNECTION.test(`${state} ${error.message}`);
}

const FROM_CONNECTION =
  /P1001|P1002|P1008|P1017|P2024|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Connection terminated|connection timeout|timeout exceeded|read timeout|not queryable|Cannot use a pool/i;
