import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { areaCodeOf, nanpCountry, overlaysOf, tollFree } from "@/lib/domain/area-codes";

describe("overlays", () => {
  test.each([
    ["Manhattan", "212", ["332", "646", "917"]],
    ["San Francisco", "628", ["415"]],
    ["Atlanta", "770", ["404", "470", "678", "943"]],
    ["Toronto", "416", ["437", "647", "942"]],
    ["Houston", "713", ["281", "346", "832"]],
    ["917, which overlays two areas", "917", ["212", "718", "347", "929"]],
  ])("of %s", (_area, areaCode, others) => {
    expect(overlaysOf(areaCode)[0]).toBe(areaCode);
    expect(overlaysOf(areaCode)).toEqual(expect.arrayContaining(others));
  });

  test("of an area with one code are that code", () => {
    expect(overlaysOf("907")).toEqual(["907"]);
  });

  test("hold both ways and stay in one country", () => {
    for (let code = 200; code < 1000; code++) {
      for (const other of overlaysOf(String(code))) {
        expect(overlaysOf(other)).toContain(String(code));
        expect(nanpCountry(other)).toBe(nanpCountry(String(code)));
      }
    }
  });
});

test("every area code with an overlay is assigned", () => {
  const grouped = Array.from({ length: 800 }, (_, index) => String(200 + index)).filter(
    (c) => overlaysOf(c).length > 1,
  );
  expect(grouped.filter((code) => !parsePhoneNumberFromString(`+1${code}2345678`)?.country)).toEqual([]);
});

test("wherever libphonenumber knows the country of an area code, ours is the same", () => {
  for (let code = 200; code < 1000; code++) {
    const country = parsePhoneNumberFromString(`+1${code}2345678`)?.country;
    if (country) expect(`${code} ${nanpCountry(String(code))}`).toBe(`${code} ${country}`);
  }
});

test.each([
  ["an unassigned area code counts as the United States", "555", "US"],
  ["a toll-free one too", "800", "US"],
  ["Canada", "604", "CA"],
  ["Puerto Rico", "787", "PR"],
])("%s", (_rule, areaCode, country) => {
  expect(nanpCountry(areaCode)).toBe(country);
});

test.each([
  ["888 is toll-free", "+18885550100", true],
  ["415 is not", "+14155550100", false],
  ["a British freephone number is not of this plan", "+448005550100", false],
])("%s", (_rule, number, expected) => {
  expect(tollFree(number)).toBe(expected);
});

test("only +1 numbers have an area code", () => {
  expect(areaCodeOf("+14155550134")).toBe("415");
  expect(areaCodeOf("+447400123456")).toBeUndefined();
  expect(areaCodeOf("12345")).toBeUndefined();
});
