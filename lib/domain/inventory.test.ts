import { expect, test } from "vitest";
import { COUNTRIES_ON_SALE, findInInventory, type InventoryFilter, placeOf, searchInventory } from "./inventory";
import { parseTo } from "./phone-number";

const first = (country: string, type: "local" | "mobile" | "toll-free", filter: InventoryFilter) =>
  searchInventory(country, type, filter).next().value?.phoneNumber;

test("every number on sale is possible, in its country, on sale once, and found by its digits", () => {
  const seen = new Set<string>();
  for (const [country, types] of COUNTRIES_ON_SALE) {
    for (const type of types) {
      for (const number of searchInventory(country, type, {})) {
        const parsed = parseTo(number.phoneNumber);
        // Toll-free codes belong to all of North America, so their country is the seller's.
        if (type === "toll-free") expect(parsed).toBeDefined();
        else expect(parsed).toMatchObject({ e164: number.phoneNumber, country });
        expect(seen.has(number.phoneNumber)).toBe(false);
        seen.add(number.phoneNumber);
        expect(findInInventory(number.phoneNumber)).toEqual(number);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(5_000);
});

test.each<[string, string, "local" | "mobile" | "toll-free", InventoryFilter, string | undefined]>([
  ["an area code is matched at its place", "US", "local", { areaCode: "415" }, "+14155550100"],
  ["an area code nobody sells has none", "US", "local", { areaCode: "533" }, undefined],
  ["digits are found anywhere", "US", "local", { contains: "50155" }, "+12015550155"],
  ["a star stands for one digit", "US", "local", { contains: "415***0177" }, "+14155550177"],
  ["letters stand for their keys", "US", "local", { contains: "SFO" }, undefined],
  ["a plus begins the number", "US", "local", { contains: "+1917" }, "+19175550100"],
  ["a town is matched whatever its case", "US", "local", { locality: "new york" }, "+12125550100"],
  [
    "a place is matched by distance",
    "US",
    "local",
    { near: { latitude: 19.7, longitude: -155, miles: 50 } },
    "+18085550100",
  ],
  ["voice-only numbers can be left out", "GB", "local", { sms: true }, undefined],
  ["voice-only numbers can be asked for", "GB", "local", { sms: false }, "+442079460000"],
  ["a country without numbers has none", "AQ", "local", {}, undefined],
])("%s", (_rule, country, type, filter, expected) => {
  expect(first(country, type, filter)).toBe(expected);
});

test("an area code tells where a number belongs, elsewhere nothing is known", () => {
  expect(placeOf("+14152345678")).toEqual({ city: "San Francisco", state: "CA", zip: "94103" });
  expect([placeOf("+18005550100"), placeOf("+447700900123")]).toEqual([{}, {}]);
});
