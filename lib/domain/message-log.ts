import type { Message } from "@/lib/domain/message";

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
