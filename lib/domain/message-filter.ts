import type { MessageStatus } from "@/lib/domain/message-status";

/** `outgoing` includes replies. @source behaviour §8.1 */
export type DirectionFilter = "incoming" | "outgoing" | "reply";

/**
 * Which messages a list shows: each property that is there narrows it, `null` asks for "none". The log, the API's list
 * and the links out of Insights mean the same by it.
 */
export type MessageFilter = {
  readonly id?: string;
  readonly direction?: DirectionFilter;
  readonly statuses?: readonly MessageStatus[];
  readonly serviceId?: string | null;
  /** E.164, exact. */
  readonly from?: string | null;
  /** E.164, exact. */
  readonly to?: string;
  /** ISO 3166-1 alpha-2 of the other party. */
  readonly country?: string | null;
  readonly errorCode?: number;
  /** Inclusive. */
  readonly createdFrom?: Date;
  /** Exclusive. */
  readonly createdUntil?: Date;
  /** Inclusive, by the time it was sent; leaves out what never was. */
  readonly sentFrom?: Date;
  /** Exclusive. */
  readonly sentUntil?: Date;
};
