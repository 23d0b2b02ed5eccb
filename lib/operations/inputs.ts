import { z } from "zod";
import { type ErrorCode, isErrorCode, Refusal } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import { fromSid, type SidPrefix } from "@/lib/domain/sid";

/**
 * Pieces of input schemas. A field names the code it is refused with as `.meta({ code })`; without one it is 20001. What a
 * form or a query sends as text and what code gives as a value are both read.
 */

/** 1 to 64 characters, blanks around them dropped. @source behaviour §3.2 (20002) */
export const friendlyName = z
  .string("Enter a name")
  .trim()
  .min(1, "Enter a name")
  .max(64, "Use at most 64 characters")
  .meta({ code: 20002 });

/** `true` or `false`, of any case. @source behaviour §10.4 */
export const flag = z.union([z.boolean(), z.stringbool()], "Use true or false");

export const httpMethod = z
  .string()
  .toUpperCase()
  .pipe(z.enum(["GET", "POST"], "Use GET or POST"));

/** A webhook's address; an empty text clears it. */
export const webhookUrl = (code: ErrorCode = 20001) =>
  z
    .string()
    .trim()
    .refine((url) => url === "" || isHttpUrl(url), "Enter a full http or https URL, without underscores in its host")
    .transform((url) => url || null)
    .nullable()
    .meta({ code });

/** A text of some length that any answer can carry. */
export const text = (min: number, max: number) =>
  z
    .string("Use a text")
    .min(min, min === 1 ? "Enter a text" : `Use at least ${min} characters`)
    .max(max, `Use at most ${max} characters`)
    .refine((given) => !given.includes("\0") && given.isWellFormed(), "It has a character that is none");

/** An address people can open. */
export const pageUrl = z
  .string("Use a text")
  .trim()
  .max(2_048, "Use at most 2,048 characters")
  .refine(isHttpUrl, "Enter a full http or https URL");

/** The id in a SID of this kind. */
export const sid = (prefix: SidPrefix) =>
  z.string("Use a text").transform((given, context) => {
    const id = fromSid(prefix, given);
    if (id === undefined) context.addIssue(`Use a SID: ${prefix} and 32 hexadecimal digits`);
    return id ?? "";
  });

/** Whole seconds a message may wait. @source behaviour §1.5 (21624) */
export const validityPeriod = z.coerce
  .number("Use whole seconds from 1 to 36,000")
  .int("Use whole seconds from 1 to 36,000")
  .min(1, "Use whole seconds from 1 to 36,000")
  .max(36_000, "Use whole seconds from 1 to 36,000")
  .meta({ code: 21624 });

/**
 * Reads `raw` as `schema` says.
 * @param nameOf what the caller calls a field, for the sentence and for `fields`
 * @throws Refusal with the code of the first field that cannot be read, and a sentence for every one; 20001 a NUL byte,
 *   which PostgreSQL does not keep
 */
export function parseInput<Schema extends z.ZodObject>(
  schema: Schema,
  raw: unknown,
  nameOf: (field: string) => string = (field) => field,
): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    const torn = Object.entries(parsed.data).find(([, value]) => typeof value === "string" && value.includes("\0"));
    if (!torn) return parsed.data;
    throw new Refusal(20001, `Bad request: ${nameOf(torn[0])}: A NUL byte is no text`);
  }
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[nameOf(String(issue.path[0] ?? ""))] ??= issue.message;
  const first = String(parsed.error.issues[0]?.path[0] ?? "");
  const code = codeOf(schema.shape[first]);
  throw code === 20001
    ? new Refusal(20001, `Bad request: ${nameOf(first)}: ${fields[nameOf(first)]}`, fields)
    : new Refusal(code, undefined, fields);
}

/** The code a field carries, also through `.optional()` and `.default()`. */
function codeOf(field: unknown): ErrorCode {
  for (let type = field; type instanceof z.ZodType; ) {
    const code = z.globalRegistry.get(type)?.code;
    if (typeof code === "number" && isErrorCode(code)) return code;
    type = type instanceof z.ZodOptional || type instanceof z.ZodDefault ? type.unwrap() : undefined;
  }
  return 20001;
}

/** Segments a second; an empty text is null: none of its own. */
export const rate = z.preprocess(
  (given) => (given === "" ? null : given),
  z.coerce.number("Use a number").positive("Use a rate above 0").max(10_000, "Use at most 10,000").nullable(),
);
