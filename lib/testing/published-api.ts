import { readFileSync } from "node:fs";
import path from "node:path";
import { isList, type Shape, sidPattern } from "@/lib/api/shape";

/** Where the table is that `npm run coverage:import` makes. */
export const PUBLISHED_FILE = path.join(import.meta.dirname, "../../docs/openapi/published.json");

export type PublishedOperation = {
  /** File of the published API it stands in, as `messaging_v1`. */
  readonly product: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Its body is JSON, no form. */
  readonly takes?: "json";
  readonly params: readonly { readonly name: string; readonly type: string; readonly required?: true }[];
  /** By status; null: without a body. */
  readonly answers: Readonly<Record<string, Shape | null>>;
};

/** The published API as far as it is about messaging. */
export type PublishedApi = { readonly source: string; readonly operations: readonly PublishedOperation[] };

export const readPublished = (): PublishedApi => JSON.parse(readFileSync(PUBLISHED_FILE, "utf8"));

const LEAVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  map: (value) => typeof value === "object" && !Array.isArray(value),
  object: (value) => typeof value === "object",
  array: Array.isArray,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
  "date-time": (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value)),
  "date-time-rfc-2822": (value) =>
    /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/.test(String(value)),
  uri: (value) => /^(https?:\/\/|\/)/.test(String(value)),
};

/** Whether a value, which is not null, is such a leaf. */
export function isLeaf(leaf: string, value: unknown): boolean {
  const test = LEAVES[leaf];
  if (test) return test(value);
  if (leaf.startsWith("sid ")) return new RegExp(sidPattern(leaf.slice("sid ".length).split(" "))).test(String(value));
  return leaf.split("|").includes(String(value));
}

/**
 * What is wrong with an answer: what is missing, of another kind, or more than the published one has.
 * @returns a line each, with the place it is at; none when the answer is as it is published
 */
export function faultsOf(shape: Shape, value: unknown, at = ""): string[] {
  if (typeof shape === "string") {
    const leaf = shape.endsWith("|null") ? shape.slice(0, -"|null".length) : shape;
    if (value === null) return leaf === shape && shape !== "any" ? [`${at} is null, not ${shape}`] : [];
    return isLeaf(leaf, value) ? [] : [`${at} is ${JSON.stringify(value)}, not ${shape}`];
  }
  if (isList(shape)) {
    const [item, orNull] = shape;
    if (value === null && orNull) return [];
    if (!Array.isArray(value)) return [`${at} is ${JSON.stringify(value)}, not a list`];
    return value.flatMap((each) => faultsOf(item, each, `${at}[]`));
  }
  if (value === null && shape.$null) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${at} is ${JSON.stringify(value)}, not an object`];
  }
  const given = new Map(Object.entries(value));
  const faults: string[] = [];
  for (const [field, inner] of Object.entries(shape)) {
    if (field === "$null") continue;
    const name = field.replace(/\?$/, "");
    if (given.has(name)) faults.push(...faultsOf(inner, given.get(name), `${at}.${name}`));
    else if (name === field) faults.push(`${at}.${name} is missing`);
    given.delete(name);
  }
  for (const name of given.keys()) faults.push(`${at}.${name} is not published`);
  return [...new Set(faults)];
}
