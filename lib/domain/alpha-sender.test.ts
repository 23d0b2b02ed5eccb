import { expect, test } from "vitest";
import { alphaSupport, isAlphaSender } from "@/lib/domain/alpha-sender";

test.each([
  ["a word", "ACME", true],
  ["eleven characters of every kind", "A-b_c&d+e 1", true],
  ["a single letter", "A", true],
  ["digits with a letter", "1ST", true],
  ["twelve characters", "ACME LIMITED", false],
  ["nothing", "", false],
  ["digits only", "12345", false],
  ["digits and signs only", "1-800", false],
  ["a letter with an accent", "Café", false],
  ["a full stop", "A.B", false],
  ["a colon", "sms:A", false],
  ["a blank before", " ACME", false],
  ["a blank after", "ACME ", false],
  ["a line break", "ACME\n", false],
  ["a name that could be anybody's", "Info", false],
])("%s can send as a name or not", (_rule, text, is) => {
  expect(isAlphaSender(text)).toBe(is);
});

test.each([
  ["the US", "US", "none"],
  ["Canada", "CA", "none"],
  ["Puerto Rico", "PR", "none"],
  ["the Bahamas, of the same calling code", "BS", "dynamic"],
  ["South Africa", "ZA", "none"],
  ["China", "CN", "none"],
  ["India", "IN", "preregister"],
  ["Kazakhstan, with Russia's calling code", "KZ", "preregister"],
  ["Germany", "DE", "dynamic"],
  ["Guernsey, with Britain's", "GG", "dynamic"],
  ["no country", null, "none"],
  ["what is no country", "XX", "none"],
])("what %s does with names", (_rule, country, support) => {
  expect(alphaSupport(country)).toBe(support);
});
