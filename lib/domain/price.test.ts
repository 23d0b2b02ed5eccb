import { expect, test } from "vitest";
import { monthlyPriceOf, priceOf } from "@/lib/domain/price";

test.each([
  ["a part to the US", "outbound-api", "US", 1, 0, "-0.00750"],
  ["three parts cost three times", "outbound-api", "US", 3, 0, "-0.02250"],
  ["a reply costs the same", "outbound-reply", "CA", 1, 0, "-0.00750"],
  ["another country has its own price", "outbound-api", "DE", 2, 0, "-0.16000"],
  ["a country without one has the common one", "outbound-api", "ZW", 1, 0, "-0.07500"],
  ["no country too", "outbound-api", null, 1, 0, "-0.07500"],
  ["media is paid by the message", "outbound-api", "US", 4, 2, "-0.02000"],
  ["inbound is paid too", "inbound", "GB", 2, 0, "-0.01500"],
  ["inbound media by the message", "inbound", "US", 1, 1, "-0.01000"],
  ["above a dollar", "outbound-api", "DE", 25, 0, "-2.00000"],
] as const)("%s", (_rule, direction, country, segments, numMedia, expected) => {
  expect(priceOf({ direction, to: "+15553332222", country, segments, numMedia })).toBe(expected);
});

test.each([
  ["US", "local", "1.15"],
  ["US", "toll-free", "2.15"],
  ["DE", "mobile", "6.00"],
  ["GB", "local", "1.50"],
] as const)("a %s %s number costs %s a month", (country, type, expected) => {
  expect(monthlyPriceOf(country, type)).toBe(expected);
});
