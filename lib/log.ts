import { env } from "@/lib/env";

/** Ordered: a level prints itself and all after it. */
const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];
export type LogFields = Readonly<Record<string, unknown>>;

/** What must never reach a log: credentials, and what people wrote to each other. */
const SECRET = /password|secret|token|authorization|cookie|api_?key|^body$/i;
/** Longer texts are cut; a log line stays a line. */
const TEXT_LENGTH_MAX = 2_000;

/**
 * One event as one line of JSON: `time` (ISO 8601, UTC), `level`, `event` (a dotted name that never varies), then the fields.
 * Fields whose name tells of a secret are shown as "[redacted]", errors as name, message, code and stack.
 */
export function logLine(level: LogLevel, event: string, fields: LogFields, at: Date): string {
  return JSON.stringify({ time: at.toISOString(), level, event, ...fields }, printable);
}

function write(level: LogLevel, event: string, fields: LogFields = {}): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(env().LOG_LEVEL)) return;
  process.stdout.write(`${logLine(level, event, fields, new Date())}\n`);
}

/** Writes events to standard output, where the supervisor keeps and shows them. A failed write stops nothing. */
export const log = {
  debug: (event: string, fields?: LogFields) => write("debug", event, fields),
  info: (event: string, fields?: LogFields) => write("info", event, fields),
  warn: (event: string, fields?: LogFields) => write("warn", event, fields),
  error: (event: string, fields?: LogFields) => write("error", event, fields),
};

function printable(name: string, value: unknown): unknown {
  if (SECRET.test(name) && value !== undefined && value !== null) return "[redacted]";
  if (value instanceof Error) {
    const { code } = value as NodeJS.ErrnoException;
    return { name: value.name, message: value.message, ...(code === undefined ? {} : { code }), stack: value.stack };
  }
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string" && value.length > TEXT_LENGTH_MAX) return `${value.slice(0, TEXT_LENGTH_MAX)}…`;
  return value;
}
