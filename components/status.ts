import { labelOf, MESSAGE_STATUSES, type MessageStatus, type Tone, toneOf } from "@/lib/domain/message-status";

/** The shapes that carry a state beside its colour and its word. */
export type StatusShape = "check" | "arrow" | "ring" | "clock" | "triangle" | "octagon" | "pause";

export type StatusLook = { tone: Tone; shape: StatusShape; word: string };

const SHAPE: Record<Tone, StatusShape> = {
  good: "check",
  moving: "arrow",
  quiet: "ring",
  warn: "triangle",
  bad: "octagon",
};

const look = (tone: Tone, word: string, shape = SHAPE[tone]): StatusLook => ({ tone, shape, word });

/** The states of things other than messages: services, senders, numbers, keys, links. */
const OTHERS = {
  ready: look("good", "Ready"),
  active: look("good", "Active"),
  verified: look("good", "Verified"),
  draining: look("moving", "Draining"),
  draft: look("quiet", "Draft"),
  idle: look("quiet", "Idle"),
  revoked: look("quiet", "Revoked"),
  setup: look("warn", "Setup"),
  paused: look("warn", "Paused", "pause"),
  degraded: look("warn", "Degraded"),
  pending: look("warn", "Pending"),
  unverified: look("warn", "Unverified"),
  suspended: look("bad", "Suspended"),
  blocked: look("bad", "Blocked"),
  down: look("bad", "Down"),
};

export type Status = MessageStatus | keyof typeof OTHERS;

/** Every state the console shows, in the words it shows. */
export const STATUS: Record<Status, StatusLook> = {
  ...(Object.fromEntries(
    MESSAGE_STATUSES.map((status) => [
      status,
      look(toneOf(status), labelOf(status), status === "scheduled" ? "clock" : undefined),
    ]),
  ) as Record<MessageStatus, StatusLook>),
  ...OTHERS,
};
