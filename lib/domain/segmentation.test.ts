import { describe, expect, test } from "vitest";
import { countSegments, segmentsOf } from "@/lib/domain/segmentation";

const a = (times: number) => "a".repeat(times);

const ROWS: [rule: string, body: string, encoding: "GSM-7" | "UCS-2", segments: number][] = [
  ["an empty body is one part", "", "GSM-7", 1],
  ["one letter is one part", "a", "GSM-7", 1],
  ["160 plain letters stay one part", a(160), "GSM-7", 1],
  ["one more letter makes two", a(161), "GSM-7", 2],
  ["two parts hold 306 letters", a(306), "GSM-7", 2],
  ["307 letters make three", a(307), "GSM-7", 3],
  ["é is GSM-7", "é".repeat(160), "GSM-7", 1],
  ["lower-case ç is not", "ç".repeat(70), "UCS-2", 1],
  ["71 UCS-2 units make two", "ç".repeat(71), "UCS-2", 2],
  ["two parts hold 134 units", "ç".repeat(134), "UCS-2", 2],
  ["135 units make three", "ç".repeat(135), "UCS-2", 3],
  ["35 emoji fill one part", "😀".repeat(35), "UCS-2", 1],
  ["36 emoji make two", "😀".repeat(36), "UCS-2", 2],
  ["67 emoji need three: each part of 67 units holds 33 whole pairs", "😀".repeat(67), "UCS-2", 3],
  ["80 euro signs fill 160 septets", "€".repeat(80), "GSM-7", 1],
  ["81 make two", "€".repeat(81), "GSM-7", 2],
  ["an escape pair is not split", `${a(152)}€${a(152)}`, "GSM-7", 3],
  ["a curly apostrophe turns 160 letters UCS-2", `${a(159)}’`, "UCS-2", 3],
  ["one emoji turns the body UCS-2", `${a(69)}🙂`, "UCS-2", 2],
  ["a surrogate pair is not split", `${a(66)}🙂${a(66)}`, "UCS-2", 3],
  ["a lone surrogate is one unit", `${a(69)}\ud83d`, "UCS-2", 1],
  ["line breaks are GSM-7", "a\r\nb", "GSM-7", 1],
  ["a backtick is not", "`", "UCS-2", 1],
  ["nor is a tab", "\t", "UCS-2", 1],
  ["nor the escape itself", "\u001b", "UCS-2", 1],
  ["nor NUL", "\0", "UCS-2", 1],
  ["form feed is an escape pair", "\f".repeat(81), "GSM-7", 2],
  ["all escape pairs count twice", "^{}\\[~]|€", "GSM-7", 1],
  ["Greek capitals without a Latin twin are GSM-7", "ΓΔΘΛΞΠΣΦΨΩ".repeat(16), "GSM-7", 1],
  ["Greek Alpha is not", "Α", "UCS-2", 1],
];

test.each(ROWS)("%s", (_rule, body, encoding, segments) => {
  expect(countSegments(body)).toEqual({ encoding, segments });
  expect(segmentsOf(body)).toMatchObject({ encoding, segments });
});

describe("the parts", () => {
  test.each(ROWS)("joined are the body, none above its octets: %s", (_rule, body, encoding) => {
    const { parts } = segmentsOf(body);
    expect(parts.join("")).toBe(body);
    const units = (part: string) => (encoding === "GSM-7" ? segmentsOf(part).units : part.length);
    const [alone, among] = encoding === "GSM-7" ? [160, 153] : [70, 67];
    for (const part of parts) expect(units(part)).toBeLessThanOrEqual(parts.length === 1 ? alone : among);
  });

  test("never begin with the second half of a pair", () => {
    for (let before = 0; before < 70; before++) {
      for (const part of segmentsOf(`${a(before)}${"🙂".repeat(120)}`).parts) {
        expect(part.isWellFormed()).toBe(true);
        expect(part.length).toBeLessThanOrEqual(67);
      }
    }
  });
});

test("units are septets for GSM-7 and UTF-16 units for UCS-2", () => {
  expect(segmentsOf("a€").units).toBe(3);
  expect(segmentsOf("a🙂").units).toBe(3);
});

test("the characters that force UCS-2 are named with their place", () => {
  expect(segmentsOf("🙂 it’s").forcing).toEqual([
    { char: "🙂", codePoint: 0x1f642, index: 0 },
    { char: "’", codePoint: 0x2019, index: 5 },
  ]);
  expect(segmentsOf("plain €").forcing).toEqual([]);
});
