import { type MessageStatus, STATUS_GROUPS, type StatusGroup } from "@/lib/domain/message-status";

/**
 * Messages by their status now; each counts where it was created. Absent is none.
 * @source behaviour §8.3; console §6 ("Definitions")
 */
export type StatusCounts = Readonly<Partial<Record<MessageStatus, number>>>;

export const DELIVERED = ["delivered", "read"] as const satisfies readonly MessageStatus[];

/** Delivered, and handed over without a receipt that says otherwise. */
export const STATUS_OK = ["delivered", "read", "sent"] as const satisfies readonly MessageStatus[];

export const WITH_ERRORS = ["undelivered", "failed"] as const satisfies readonly MessageStatus[];

/** Those that have their answer. Canceled ones were never sent, so they are no answer. */
const ANSWERED = [...DELIVERED, ...WITH_ERRORS];

/** Not answered yet. While young they are in flight, which is no failure. */
export const OPEN = ["accepted", "queued", "sending", "sent"] as const satisfies readonly MessageStatus[];

/** How many of `counts` are in one of `statuses`. */
export const sumOf = (counts: StatusCounts, statuses: readonly MessageStatus[]): number =>
  statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);

export const totalOf = (counts: StatusCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A part of a whole, both kept, because under 30 the counts are shown and no per cent. */
export type Share = { readonly part: number; readonly whole: number };

/** Confirmed delivered: (delivered + read) of all that have a final answer. */
export const deliveredShare = (counts: StatusCounts): Share => ({
  part: sumOf(counts, DELIVERED),
  whole: sumOf(counts, ANSWERED),
});

/** The five bars of a chart. */
export type BarCounts = Readonly<Record<StatusGroup, number>>;

export function barsOf(counts: StatusCounts): BarCounts {
  const bar = (group: StatusGroup) => sumOf(counts, STATUS_GROUPS[group]);
  return {
    delivered: bar("delivered"),
    sent: bar("sent"),
    waiting: bar("waiting"),
    undelivered: bar("undelivered"),
    failed: bar("failed"),
  };
}
