import { expect, test } from "vitest";
import { countSegments } from "@/lib/domain/segmentation";
import { smartEncode } from "@/lib/domain/smart-encoding";

test.each([
  ["plain text is left alone", "Hello, world!\r\n~", "Hello, world!\r\n~"],
  ["curly quotes become straight ones", "“it’s”", '"it\'s"'],
  ["a backtick becomes an apostrophe", "`a`", "'a'"],
  ["dashes and bullets become hyphens", "– — ‐ •", "- - - -"],
  ["an ellipsis becomes three dots", "wait…", "wait..."],
  ["fractions are written out", "¼ ½ ¾", "1/4 1/2 3/4"],
  ["wide spaces and TAB become one space each", "a\u00a0b\u2003c\u3000d\te", "a b c d e"],
  ["zero-width characters and NUL vanish", "a\u200bb\ufeffc\0d", "abcd"],
  ["full-width digits and capitals become ASCII", "ＡＺ０９", "AZ09"],
  ["full-width small letters are kept", "ａ", "ａ"],
  ["small capitals become capitals", "ʜᴇʟʟᴏ ᴢ", "HELLO Z"],
  ["letters of a language are kept", "ça va, żółć, привет", "ça va, żółć, привет"],
  ["emoji are kept", "🙂✂", "🙂✂"],
  ["GSM-7's own characters are kept", "£¥èΔ€", "£¥èΔ€"],
  ["the replaced text may be longer", "‼", "!!"],
])("%s", (_rule, body, expected) => {
  expect(smartEncode(body)).toBe(expected);
  expect(smartEncode(smartEncode(body))).toBe(expected);
});

test("one curly apostrophe no longer costs three parts", () => {
  const body = `${"a".repeat(159)}’`;
  expect(countSegments(body)).toEqual({ encoding: "UCS-2", segments: 3 });
  expect(countSegments(smartEncode(body))).toEqual({ encoding: "GSM-7", segments: 1 });
});

test("every replaced character alone becomes GSM-7", () => {
  for (let code = 0; code < 0x10000; code++) {
    const char = String.fromCharCode(code);
    if (smartEncode(char) !== char) expect(countSegments(smartEncode(char)).encoding).toBe("GSM-7");
  }
});
