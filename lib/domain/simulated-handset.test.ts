import { expect, test } from "vitest";
import { COUNTRIES } from "@/lib/domain/countries";
import { countryOf, parseTo } from "@/lib/domain/phone-number";
import { endingOf, firstHandset, simulatedHandset, withEnding } from "@/lib/domain/simulated-handset";

test("every country gets a possible number that the simulated carrier delivers to", () => {
  for (const { code } of COUNTRIES) {
    const handset = simulatedHandset(code);
    expect(parseTo(handset)?.e164).toBe(handset);
    expect(endingOf(handset)).toBeUndefined();
  }
});

test.each(["US", "CA", "DE", "GB", "FR", "IN", "BR", "AU", "JP"])("a phone for %s is there", (country) => {
  expect(countryOf(simulatedHandset(country))).toBe(country);
});

test("the first destination with a phone of its own is tried", () => {
  expect(firstHandset(["GG", "DE", "US"])).toBe(simulatedHandset("DE"));
  expect(firstHandset([])).toBe("+15553332222");
});

test("another ending makes another outcome", () => {
  const number = withEnding("+15553332222", "0008");
  expect(number).toBe("+15553330008");
  expect(endingOf(number)?.errorCode).toBe(30008);
});
