/**
 * How a part of an answer looks. A text is a leaf: `string`, `integer`, `sid MG` (`sid SM MM` for either), `uri`, `map`, or its values joined by
 * `|`, with `|null` where it may be null. One in brackets is a list of such, with `"null"` behind it where it may be null.
 * An object has its fields by name; a name that ends in `?` may be missing, and `$null` says that the object may be null.
 */
export type Shape = string | readonly [Shape] | readonly [Shape, "null"] | { readonly [field: string]: Shape };

export const isList = (shape: Shape): shape is readonly [Shape] | readonly [Shape, "null"] => Array.isArray(shape);

type Schema = Readonly<Record<string, unknown>>;

const LEAVES: Readonly<Record<string, Schema>> = {
  any: {},
  map: { type: "object", additionalProperties: true },
  string: { type: "string" },
  boolean: { type: "boolean" },
  integer: { type: "integer" },
  number: { type: "number" },
  "date-time": { type: "string", format: "date-time" },
  "date-time-rfc-2822": { type: "string", format: "date-time-rfc-2822" },
  uri: { type: "string", format: "uri-reference" },
};

/** A shape as a schema of OpenAPI 3.0, where null is a property of its type. */
export function schemaOf(shape: Shape): Schema {
  if (typeof shape === "string") {
    const leaf = shape.endsWith("|null") ? shape.slice(0, -"|null".length) : shape;
    return { ...schemaOfLeaf(leaf), ...(leaf !== shape && { nullable: true }) };
  }
  if (isList(shape)) {
    const [item, orNull] = shape;
    return { type: "array", items: schemaOf(item), ...(orNull && { nullable: true }) };
  }
  const fields = Object.entries(shape).filter(([name]) => name !== "$null");
  const required = fields.map(([name]) => name).filter((name) => !name.endsWith("?"));
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(([name, inner]) => [name.replace(/\?$/, ""), schemaOf(inner)])),
    ...(required.length > 0 && { required }),
    ...(shape.$null && { nullable: true }),
  };
}

function schemaOfLeaf(leaf: string): Schema {
  const known = LEAVES[leaf];
  if (known) return known;
  if (leaf.startsWith("sid ")) return { type: "string", pattern: sidPattern(leaf.slice("sid ".length).split(" ")) };
  return { type: "string", enum: leaf.split("|") };
}

/** @param prefixes the kinds of SID that are meant */
export const sidPattern = (prefixes: readonly string[]) =>
  `^${prefixes.length === 1 ? prefixes[0] : `(${prefixes.join("|")})`}[0-9a-fA-F]{32}$`;
