/** What a text must look like to be taken for something, such as a SID or a phone number. */
export type PastedRule = {
  /** A regular expression as text, matched against the whole, without regard to case. */
  pattern: string;
  /** Spaces, dots, dashes and brackets are taken out first, as people write them into phone numbers. */
  compact?: boolean;
};

/** @returns the value in the text, trimmed or compacted; undefined when the rule does not fit */
export function pastedValue(text: string, { pattern, compact }: PastedRule): string | undefined {
  const value = compact ? text.replace(/[\s().-]/g, "") : text.trim();
  return new RegExp(`^(?:${pattern})$`, "i").test(value) ? value : undefined;
}
