/** What a colour means, everywhere in the console. */
export type Role = "good" | "moving" | "quiet" | "warn" | "bad";

/** Text of the role on the role's tint. */
export const ROLE_TINT: Record<Role, string> = {
  good: "bg-good-tint text-good",
  moving: "bg-moving-tint text-moving",
  quiet: "bg-quiet-tint text-quiet",
  warn: "bg-warn-tint text-warn",
  bad: "bg-bad-tint text-bad",
};

/** Text of the role on canvas or panel. */
export const ROLE_TEXT: Record<Role, string> = {
  good: "text-good",
  moving: "text-moving",
  quiet: "text-quiet",
  warn: "text-warn",
  bad: "text-bad",
};
