import { expect, test } from "vitest";
import { CsvError, csvLine, readCsv } from "@/lib/domain/csv";

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
async function rowsOf(text: string, size = 3) {
  const rows = [];
  for await (const { fields } of readCsv(inPieces(text, size))) rows.push(fields);
  return rows;
}

test.each<[string, string, string[][]]>([
  [
    "lines end with LF or CRLF, the last with neither",
    "a,b\r\nc,d\ne,f",
    [
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ],
  ],
  ["blank lines are passed over", "a\n\n\r\nb\n", [["a"], ["b"]]],
  ["a quoted field may hold commas, line ends and quotes", '"a,b","c\nd","e""f"\n', [["a,b", "c\nd", 'e"f']]],
  ["empty fields stay", ",,\n", [["", "", ""]]],
  ["a quote inside a plain field is a letter", 'a"b,c\n', [['a"b', "c"]]],
  ["the mark at the beginning of a file is no letter", "\uFEFFa\n", [["a"]]],
  ["nothing has no rows", "", []],
])("%s", async (_rule, text, rows) => {
  for (const size of [1, 2, 3, 1_000]) expect(await rowsOf(text, size)).toEqual(rows);
});

test("rows know the line they begin at", async () => {
  const lines = [];
  for await (const { line } of readCsv(inPieces('a\n\n"b\nb"\nc\n', 2))) lines.push(line);
  expect(lines).toEqual([1, 3, 5]);
});

test("a quote that is never closed ends the reading, not the memory", async () => {
  await expect(rowsOf(`a\n"${"x".repeat(5_000)}`)).rejects.toThrow(CsvError);
});

test.each<[string, (string | null)[], string]>([
  ["what has commas or quotes is quoted", ['a,"b"', "c"], '"a,""b""",c\r\n'],
  ["nothing is empty", [null, ""], ",\r\n"],
  ["a number stays a number", ["+14155550199"], "+14155550199\r\n"],
  ["a formula is kept from running", ["=1+1", "@x", "+x"], "'=1+1,'@x,'+x\r\n"],
])("%s", (_rule, fields, line) => {
  expect(csvLine(fields)).toBe(line);
});
