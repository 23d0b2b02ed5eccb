/**
 * What a form sends, without what was left empty: an empty text is nothing, a list keeps only what was filled in, and a
 * text named `…Lines` is the list of its lines.
 */
export function withoutEmpty(input: unknown): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input as Record<string, unknown>)) {
    if (Array.isArray(value)) filled[name] = value.filter((each) => each !== "");
    else if (name.endsWith("Lines")) filled[name.slice(0, -"Lines".length)] = linesOf(String(value));
    else if (value !== "") filled[name] = value;
  }
  return filled;
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
