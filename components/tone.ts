import type { Tone } from "@/lib/domain/message-status";

/** Text of the tone on the tone's tint. */
export const TONE_TINT: Record<Tone, string> = {
  good: "bg-good-tint text-good",
  moving: "bg-moving-tint text-moving",
  quiet: "bg-quiet-tint text-quiet",
  warn: "bg-warn-tint text-warn",
  bad: "bg-bad-tint text-bad",
};

/** Text of the tone on canvas or panel. */
export const TONE_TEXT: Record<Tone, string> = {
  good: "text-good",
  moving: "text-moving",
  quiet: "text-quiet",
  warn: "text-warn",
  bad: "text-bad",
};
