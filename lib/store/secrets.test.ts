import { expect, test } from "vitest";
import { hashSecret, open, SealError, seal } from "@/lib/store/secrets";

const KEY = "a".repeat(64);
const OTHER = "b".repeat(64);

test("what was sealed can be opened with the same key alone", () => {
  const sealed = seal("0123456789abcdef", KEY);
  expect(open(sealed, KEY)).toBe("0123456789abcdef");
  expect(() => open(sealed, OTHER)).toThrow(SealError);
});

test("two seals of one text differ, and neither shows it", () => {
  expect(seal("same", KEY)).not.toBe(seal("same", KEY));
  expect(Buffer.from(seal("same", KEY).slice(3), "base64url").toString("latin1")).not.toContain("same");
});

test("a sealed text with any byte changed is refused", () => {
  const bytes = Buffer.from(seal("x", KEY).slice(3), "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(() => open(`v1.${changed.toString("base64url")}`, KEY)).toThrow(SealError);
  }
});

test.each(["", "v1.", "v1.AAAA", "v2.AAAA", "plain"])("%j is not a sealed text", (text) => {
  expect(() => open(text, KEY)).toThrow(SealError);
});

test("a secret's digest depends on the secret and on the key", () => {
  expect(hashSecret("s", KEY)).toEqual(hashSecret("s", KEY));
  expect(hashSecret("s", KEY)).not.toEqual(hashSecret("t", KEY));
  expect(hashSecret("s", KEY)).not.toEqual(hashSecret("s", OTHER));
  expect(hashSecret("s", KEY)).toMatch(/^[0-9a-f]{64}$/);
});

test("without a key of its own the process's SECRET_KEY is used", () => {
  expect(open(seal("x"))).toBe("x");
});
