import type { Role } from "@/components/role";

/** The shapes that carry a state beside its colour and its word. */
export type StatusShape = "check" | "arrow" | "ring" | "clock" | "triangle" | "octagon" | "pause";

export type StatusLook = { role: Role; shape: StatusShape; word: string };

/** Every state the console shows, in the words it shows. Message states carry the API's names as keys. */
export const STATUS = {
  delivered: { role: "good", shape: "check", word: "Delivered" },
  read: { role: "good", shape: "check", word: "Read" },
  received: { role: "good", shape: "check", word: "Received" },
  verified: { role: "good", shape: "check", word: "Verified" },
  ready: { role: "good", shape: "check", word: "Ready" },
  active: { role: "good", shape: "check", word: "Active" },

  accepted: { role: "moving", shape: "arrow", word: "Accepted" },
  queued: { role: "moving", shape: "arrow", word: "Queued" },
  sending: { role: "moving", shape: "arrow", word: "Sending" },
  sent: { role: "moving", shape: "arrow", word: "Sent, no receipt yet" },
  receiving: { role: "moving", shape: "arrow", word: "Receiving" },
  draining: { role: "moving", shape: "arrow", word: "Draining" },

  scheduled: { role: "quiet", shape: "clock", word: "Scheduled" },
  canceled: { role: "quiet", shape: "ring", word: "Canceled" },
  draft: { role: "quiet", shape: "ring", word: "Draft" },
  idle: { role: "quiet", shape: "ring", word: "Idle" },
  revoked: { role: "quiet", shape: "ring", word: "Revoked" },
  paused: { role: "warn", shape: "pause", word: "Paused" },

  undelivered: { role: "warn", shape: "triangle", word: "Undelivered" },
  degraded: { role: "warn", shape: "triangle", word: "Degraded" },
  pending: { role: "warn", shape: "triangle", word: "Pending" },
  unverified: { role: "warn", shape: "triangle", word: "Unverified" },
  setup: { role: "warn", shape: "triangle", word: "Setup" },

  failed: { role: "bad", shape: "octagon", word: "Failed" },
  suspended: { role: "bad", shape: "octagon", word: "Suspended" },
  blocked: { role: "bad", shape: "octagon", word: "Blocked" },
  down: { role: "bad", shape: "octagon", word: "Down" },
} as const satisfies Record<string, StatusLook>;

export type Status = keyof typeof STATUS;

/** @returns how a state looks; one this console does not know yet is shown quietly, by its own name */
export function statusLook(status: string): StatusLook {
  if (Object.hasOwn(STATUS, status)) return STATUS[status as Status];
  const words = status.replaceAll(/[_-]/g, " ");
  return { role: "quiet", shape: "ring", word: words.charAt(0).toUpperCase() + words.slice(1) };
}
