import { type CountryCode, getCountries, getCountryCallingCode, Metadata } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { COUNTRIES, countryName, countryOfCallingCode, findCountry } from "@/lib/domain/countries";

test("every country libphonenumber knows is here with its calling code", () => {
  const ours = Object.fromEntries(COUNTRIES.map(({ code, callingCode }) => [code, callingCode]));
  expect(ours).toEqual(Object.fromEntries(getCountries().map((code) => [code, getCountryCallingCode(code)])));
});

test("the possible lengths are libphonenumber's, as far as E.164 allows", () => {
  const metadata = new Metadata();
  for (const { code, callingCode, lengths } of COUNTRIES.filter((country) => country.callingCode !== "1")) {
    metadata.selectNumberingPlan(code as CountryCode);
    const possible = metadata.numberingPlan?.possibleLengths().filter((length) => callingCode.length + length <= 15);
    expect([code, ...[...lengths].filter((length) => callingCode.length + length <= 15)]).toEqual([
      code,
      ...(possible ?? []),
    ]);
  }
});

test("a +1 number has ten digits, nowhere seven", () => {
  for (const { lengths } of COUNTRIES.filter((country) => country.callingCode === "1"))
    expect([...lengths]).toEqual([10]);
});

test("names are in order and none appears twice", () => {
  const names = COUNTRIES.map(({ name }) => name);
  expect(names).toEqual(names.toSorted(new Intl.Collator("en").compare));
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ["a country has its name", "DE", "Germany"],
  ["an unknown code names itself", "ZZ", "ZZ"],
])("%s", (_rule, code, name) => {
  expect(countryName(code)).toBe(name);
});

test.each([
  ["a shared calling code means its main country", "44", "GB"],
  ["+1 means the United States", "1", "US"],
  ["a calling code of one country means that one", "49", "DE"],
])("%s", (_rule, callingCode, country) => {
  expect(countryOfCallingCode(callingCode)?.code).toBe(country);
});

test("what does not exist is not found", () => {
  expect(findCountry("ZZ")).toBeUndefined();
  expect(countryOfCallingCode("999")).toBeUndefined();
});
