import { type PastedRule, pastedValue } from "@/components/pasted";

/** A page, or an action that has an address. */
export type PaletteEntry = {
  label: string;
  href: string;
  /** What it belongs to: "Monitor", "Services". */
  hint?: string;
  /** Other words people use for it. */
  words?: string;
};

/** Turns what was pasted into a way on: `{value}` in label and address stands for it. */
export type PaletteFinder = PastedRule & { label: string; href: string; hint?: string };

const RESULTS_MAX = 12;

/** @returns what the text itself names, in the order of the finders */
export function findPasted(text: string, finders: readonly PaletteFinder[]): PaletteEntry[] {
  return finders.flatMap((finder) => {
    const value = pastedValue(text, finder);
    if (value === undefined) return [];
    return {
      label: finder.label.replace("{value}", value),
      href: finder.href.replace("{value}", encodeURIComponent(value)),
      hint: finder.hint,
    };
  });
}

/** @returns first what the text names, then the pages of which each typed word begins some word; all pages for nothing */
export function searchPalette(
  text: string,
  entries: readonly PaletteEntry[],
  finders: readonly PaletteFinder[],
): PaletteEntry[] {
  const typed = wordsOf(text);
  const pages = entries.filter((entry) => {
    const words = wordsOf(`${entry.label} ${entry.hint ?? ""} ${entry.words ?? ""}`);
    return typed.every((one) => words.some((word) => word.startsWith(one)));
  });
  return [...findPasted(text, finders), ...pages].slice(0, RESULTS_MAX);
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean);
