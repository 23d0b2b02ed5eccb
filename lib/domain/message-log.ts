import type { Message } from "@/lib/domain/message";

/** Rows are counted no further, so that it costs the same on any account: "1,000 or more" is said then. */
export const COUNTED_MAX = 1_000;

/** What one row of the log shows of a message. */
export type LogRow = Pick<
  Message,
  | "id"
  | "createdAt"
  | "direction"
  | "serviceId"
  | "from"
  | "fromGiven"
  | "to"
  | "country"
  | "segments"
  | "numMedia"
  | "status"
  | "errorCode"
> & {
  /** Null without a service, and when it was deleted since. */
  readonly serviceName: string | null;
};
