import type { SearchParams } from "@/components/href";
import { type PastedRule, pastedValue } from "@/components/pasted";

/** One thing a list can be filtered by; `key` is its parameter in the address. */
export type FilterField =
  | { key: string; label: string; kind: "text"; placeholder?: string; help?: string }
  /** Several may be chosen: the parameter repeats. */
  | { key: string; label: string; kind: "choice"; options: readonly { value: string; label: string }[] };

/** Turns what is pasted into the box into a filter: the first rule that fits says which one. */
export type FindRule = PastedRule & { key: string };

/** @returns the values a parameter has, in order */
export function valuesOf(params: SearchParams, key: string): string[] {
  const value = params[key];
  return value === undefined || value === "" ? [] : typeof value === "string" ? [value] : value;
}

/** @returns what a chip says of a filter: the options' labels, or the text itself */
export function filterText(field: FilterField, values: readonly string[]): string {
  if (field.kind === "text") return values.join(", ");
  return values.map((value) => field.options.find((option) => option.value === value)?.label ?? value).join(" or ");
}

/** @returns which filter a pasted text makes, and its value; undefined when no rule fits */
export function findFilter(text: string, rules: readonly FindRule[]): { key: string; value: string } | undefined {
  for (const rule of rules) {
    const value = pastedValue(text, rule);
    if (value !== undefined) return { key: rule.key, value };
  }
  return undefined;
}
