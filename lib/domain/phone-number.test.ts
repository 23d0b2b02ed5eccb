import examples from "libphonenumber-js/examples.mobile.json";
import { getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { COUNTRIES } from "@/lib/domain/countries";
import { countryOf, formatNumber, isShortCode, maskLastFour, parseTo } from "@/lib/domain/phone-number";

describe("a recipient", () => {
  test.each([
    ["E.164 is read as it is", "+14155550134", "+14155550134", "US"],
    ["an unassigned area code is a number, and counts as the United States", "+15553332222", "+15553332222", "US"],
    ["10 digits are North American", "4155550134", "+14155550134", "US"],
    ["usual writing is stripped", "(415) 555-0134", "+14155550134", "US"],
    ["11 digits from 1 are North American", "1-604-555-0134", "+16045550134", "CA"],
    ["a plus that a form turned into a space is forgiven there", " 14155550134", "+14155550134", "US"],
    ["spaces and dots are stripped", "+49 151.2345 6789", "+4915123456789", "DE"],
    ["a number of no country", "+80012345678", "+80012345678", null],
  ])("%s", (_rule, input, e164, country) => {
    expect(parseTo(input)).toMatchObject({ e164, country });
  });

  test.each([
    ["too short for its country", "+1555"],
    ["too long for its country", "+141555501345"],
    ["longer than E.164", "+4912345678901234"],
    ["letters", "+1asd"],
    ["a national number of another country", "07400123456"],
    ["no calling code begins so", "+9995551234"],
    ["a short code", "12345"],
    ["nothing", ""],
    ["a plus alone", "+"],
    ["two pluses", "++14155550134"],
    ["NUL inside", "+1415555\u00000134"],
    ["digits of another script", "+١٤١٥٥٥٥٠١٣٤"],
    ["a very long text", "1".repeat(50_000)],
  ])("is none: %s", (_rule, input) => {
    expect(parseTo(input)).toBeUndefined();
  });
});

test("the country of every example number is the one libphonenumber finds", () => {
  for (const { code } of COUNTRIES) {
    const example = getExampleNumber(code as keyof typeof examples, examples);
    const expected = example && parsePhoneNumberFromString(example.number)?.country;
    if (example && expected)
      expect(`${example.number} ${countryOf(example.number)}`).toBe(`${example.number} ${expected}`);
  }
});

test.each([
  ["Kazakhstan shares +7 with Russia", "+77012345678", "KZ"],
  ["Russia", "+79161234567", "RU"],
  ["Guernsey shares +44", "+441481256789", "GG"],
  ["Jamaica shares +1", "+18765551234", "JM"],
  ["a satellite phone has no country", "+881612345678", null],
  ["a short code has none", "12345", null],
  ["no number at all", "", null],
])("%s", (_rule, number, country) => {
  expect(countryOf(number)).toBe(country);
});

test("every country's example mobile number is written as libphonenumber writes it", () => {
  for (const { code } of COUNTRIES) {
    const example = getExampleNumber(code as keyof typeof examples, examples);
    if (example) expect(formatNumber(example.number)).toBe(example.formatInternational().replaceAll("-", " "));
  }
});

test.each([
  ["a North American number", "+14155550134", "+1 415 555 0134"],
  ["a length its country's mobiles do not have", "+49301234567", "+49 301 234 567"],
  ["a leftover digit joins the last group", "+4930123456", "+49 301 234 56"],
  ["a number of no country", "+80012345678", "+800 123 456 78"],
  ["a short code", "12345", "12345"],
  ["a sender ID", "ACME", "ACME"],
])("%s is written for people", (_rule, number, expected) => {
  expect(formatNumber(number)).toBe(expected);
});

test("the last four digits can be hidden", () => {
  expect(maskLastFour("+18777805555")).toBe("+1877780XXXX");
});

test.each([
  ["five digits", "12345", true],
  ["six digits", "123456", true],
  ["seven digits are no short code", "1234567", false],
  ["a number", "+14155550134", false],
])("%s", (_rule, text, expected) => {
  expect(isShortCode(text)).toBe(expected);
});
