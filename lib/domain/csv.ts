/** A field longer than this is no value of ours: somebody opened a quote and never closed it. */
const FIELD_LENGTH_MAX = 4_000;

/** A table that cannot be read any further. */
export class CsvError extends Error {
  override readonly name = "CsvError";
}

/**
 * Reads a table as its text comes in, a row at a time; blank lines are passed over. Line ends may be LF or CRLF.
 * @throws CsvError at a field of more than 4,000 characters
 * @source RFC 4180 §2
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<{ line: number; fields: string[] }> {
  let line = 1;
  let startsAt = 1;
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  /** A quote inside a quoted field: the end of it, or the first half of a quote that is meant. */
  let closing = false;
  let first = true;

  for await (const chunk of chunks) {
    for (const char of first ? chunk.replace(/^\uFEFF/, "") : chunk) {
      if (quoted && !closing) {
        if (char === '"') closing = true;
        else field += char;
      } else if (closing && char === '"') {
        field += char;
        closing = false;
      } else if (char === '"' && field === "" && !closing) {
        quoted = true;
      } else if (char === ",") {
        fields.push(field);
        field = "";
        quoted = closing = false;
      } else if (char === "\n") {
        fields.push(field);
        if (fields.length > 1 || fields[0] !== "") yield { line: startsAt, fields };
        fields = [];
        field = "";
        quoted = closing = false;
      } else if (char !== "\r") {
        field += char;
      }
      if (char === "\n") {
        line += 1;
        if (fields.length === 0 && field === "" && !quoted) startsAt = line;
      }
      if (field.length > FIELD_LENGTH_MAX) throw new CsvError(`Line ${startsAt}: a field is too long`);
    }
    first = first && chunk === "";
  }
  fields.push(field);
  if (fields.length > 1 || fields[0] !== "") yield { line: startsAt, fields };
}

/**
 * One line of a table, with its line end. Texts that a spreadsheet would run as a formula are kept from it by an
 * apostrophe; a phone number is none.
 * @source RFC 4180 §2; OWASP, CSV injection
 */
export function csvLine(fields: readonly (string | null)[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

function csvField(value: string | null): string {
  const text = value ?? "";
  const safe = /^[=+\-@\t]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
