import { describe, expect, test } from "vitest";
import { compilePattern } from "@/lib/domain/safe-pattern";

function matches(source: string, text: string): boolean {
  const pattern = compilePattern(source);
  if ("error" in pattern) throw new Error(`${source} ${pattern.error}`);
  return pattern.matches(text);
}

const TEXTS = [
  "",
  "a",
  "b",
  "aa",
  "ab",
  "abab",
  "aab\nb",
  "Your code is 482913.",
  "code: G-123 456",
  "Über straße 🦉!",
  "a-b_c]d\\e",
  "x".repeat(30),
];

describe.each([
  ["a literal", "code"],
  ["any character", "a.b"],
  ["digits", "\\d{6}"],
  ["what is no digit", "\\D\\d"],
  ["word and blank", "\\w\\s\\w"],
  ["their opposites", "\\W\\S"],
  ["a boundary", "\\bcode\\b"],
  ["no boundary", "\\Bode"],
  ["the beginning", "^a"],
  ["the end", "b$"],
  ["all of it", "^$"],
  ["alternatives", "cat|code|b"],
  ["an empty alternative", "^(a|)$"],
  ["a group", "^(ab)+$"],
  ["a group that is not kept", "^(?:ab){2}$"],
  ["any number", "^a*b"],
  ["one at least", "^a+$"],
  ["one or none", "^ab?$"],
  ["a number of times", "^x{30}$"],
  ["at least so often", "x{31,}"],
  ["between", "^a{1,2}$"],
  ["none at all", "^a{0}b"],
  ["a lazy repetition", "^a+?b*?$"],
  ["a class", "[abc]{2}"],
  ["a range", "[0-9]{3}[^0-9]"],
  ["a class with escapes", "[\\d\\-]{2}"],
  ["a class with its own brackets", "[\\]]d"],
  ["a hyphen at the end of a class", "[c-]b"],
  ["an escaped meaning", "\\."],
  ["a backslash", "\\\\e"],
  ["a line break", "b\\nb"],
  ["a character beyond the basic plane", "^.*e 🦉!$"],
  ["repetition of what may be empty", "^(a*)*b"],
  ["repetitions within repetitions", "^((a|b)*)+$"],
])("%s matches as JavaScript has it", (_what, source) => {
  test.each(TEXTS)("%j", (text) => {
    expect(matches(source, text)).toBe(new RegExp(source, "u").test(text));
  });
});

test("a pattern can be used again, whatever it matched before", () => {
  const pattern = compilePattern("^ab$");
  if ("error" in pattern) throw new Error(pattern.error);
  expect(["ab", "b", "ab", "aab"].map(pattern.matches)).toEqual([true, false, true, false]);
});

test.each([
  ["a back-reference", "(a)\\1", "has a back-reference"],
  ["a look-ahead", "a(?=b)", "has look-around or a named group"],
  ["a look-behind", "(?<!a)b", "has look-around or a named group"],
  ["an open group", "(a", "leaves a group open"],
  ["a group closed twice", "a)", "closes a group that is not open"],
  ["an open class", "[a", "ends too early"],
  ["a range the wrong way", "[z-a]", "has a range that is out of order"],
  ["a repetition of nothing", "*a", "repeats nothing"],
  ["a repetition of a repetition", "a**", "repeats a repetition"],
  ["braces without numbers", "a{x}", "has a repetition that is not {n}, {n,} or {n,m} of at most 100"],
  ["a repetition beyond the limit", "a{101}", "has a repetition that is not {n}, {n,} or {n,m} of at most 100"],
  ["bounds the wrong way", "a{3,2}", "has a repetition that is not {n}, {n,} or {n,m} of at most 100"],
  ["an unknown escape", "\\p{L}", "has an escape that is not known: \\p"],
  ["an escape of nothing", "a\\", "ends too early"],
  ["more than 200 characters", "a".repeat(201), "is longer than 200 characters"],
  ["repetitions that multiply", "((a{100}){100}){100}", "is too large once its repetitions are written out"],
  ["repetitions of nothing that multiply", "((){100}){100}", "is too large once its repetitions are written out"],
])("%s is refused, with the reason", (_what, source, error) => {
  expect(compilePattern(source)).toEqual({ error });
});

test.each([
  ["nested repetitions", "^(a+)+$"],
  ["alternatives that overlap", "^(a|aa|a?)*$"],
  ["many in a row", `${"a*".repeat(60)}b`],
  ["as many states as are allowed", `${"a?".repeat(20)}a{100}[ab]{100}b`],
])("%s are matched in linear time", (_what, source) => {
  const text = `${"a".repeat(1_599)}!`;
  const startedAt = performance.now();
  expect(matches(source, text)).toBe(false);
  // Backtracking would take longer than the universe; this leaves a slow machine its time.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
