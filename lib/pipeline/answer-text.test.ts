import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { answerText } from "@/lib/pipeline/answer-text";

const read = (body: Buffer | string, headers: Record<string, string> = {}) =>
  answerText(Buffer.from(body as string), headers, 1_000);

test.each([
  ["UTF-8 unless something else is named", Buffer.from("Käuzchen"), {}, "Käuzchen"],
  ["Latin-1", Buffer.from("Käuzchen", "latin1"), { "content-type": "text/xml; charset=ISO-8859-1" }, "Käuzchen"],
  ["UTF-16", Buffer.from("Käuzchen", "utf16le"), { "content-type": 'text/xml; charset="utf-16le"' }, "Käuzchen"],
  [
    "a charset that nobody knows is UTF-8",
    Buffer.from("Käuzchen"),
    { "content-type": "text/xml; charset=owl" },
    "Käuzchen",
  ],
  ["packed", gzipSync("Käuzchen"), { "content-encoding": "gzip" }, "Käuzchen"],
  ["a NUL, which no database keeps", Buffer.from("a\0b"), {}, "a\u{fffd}b"],
  ["what is not packed, though it says so", Buffer.from("owl"), { "content-encoding": "gzip" }, ""],
])("%s", (_rule, body, headers, text) => {
  expect(read(body, headers)).toEqual({ text, isCut: false });
});

test("what unpacks to more than is read is told as cut", () => {
  expect(read(gzipSync("a".repeat(100_000)), { "content-encoding": "gzip" })).toEqual({ text: "", isCut: true });
});
