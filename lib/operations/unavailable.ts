/**
 * Codes with which PostgreSQL, its drivers and Prisma say that a statement was never begun: no connection, or none free.
 * @source PostgreSQL, Appendix A (57P03, 53300); Prisma error reference (P1001, P1002, P2024)
 */
const NOT_BEGUN: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "57P03", "53300", "P1001", "P1002", "P2024"]);

/** An error of the database as Prisma passes it on. */
type Wrapped = { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };

/** Whether an error means that the database could not be reached and nothing was done, so that trying again is safe. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, message } = error as Error & Wrapped;
  return (
    NOT_BEGUN.has(code) ||
    NOT_BEGUN.has(meta?.driverAdapterError?.cause?.originalCode) ||
    message.startsWith("timeout exceeded when trying to connect")
  );
}
