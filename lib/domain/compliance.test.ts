import { expect, test } from "vitest";
import { geoBlock, registrationBlock } from "@/lib/domain/compliance";

const LIVE = {
  geoMode: "live",
  longCodeMode: "live",
  tollFreeMode: "live",
  alphaMode: "live",
  geoCountries: ["US", "CA"],
} as const;
const SANDBOX = {
  ...LIVE,
  geoMode: "sandbox",
  longCodeMode: "sandbox",
  tollFreeMode: "sandbox",
  alphaMode: "sandbox",
} as const;

test.each([
  ["an allowed country passes", "US", undefined],
  ["another is blocked", "DE", 21408],
  ["no country is on no list", null, 21408],
])("%s", (_rule, country, code) => {
  expect(geoBlock(country, LIVE)?.code).toBe(code);
});

test.each([
  ["an unverified toll-free number to the US", "toll-free", "US", "none", "US", 30032],
  ["one under review to Canada", "toll-free", "US", "pending", "CA", 30032],
  ["a rejected one", "toll-free", "US", "rejected", "US", 30032],
  ["a verified one", "toll-free", "US", "verified", "US", undefined],
  ["an unverified one to Germany", "toll-free", "US", "none", "DE", undefined],
  ["a US long code without a campaign to the US", "local", "US", "none", "US", 30034],
  ["one whose campaign was rejected", "local", "US", "rejected", "US", 30034],
  ["one that has not joined its campaign yet", "local", "US", "pending", "US", 30035],
  ["one of a suspended campaign", "local", "US", "suspended", "US", 30033],
  ["one of a campaign", "local", "US", "verified", "US", undefined],
  ["a US long code without a campaign to Canada", "local", "US", "none", "CA", undefined],
  ["a Canadian long code to the US", "local", "CA", "none", "US", undefined],
  ["a short code", "short-code", "US", "none", "US", undefined],
  ["a name where names are registered first", "alphanumeric", null, "none", "IN", 30040],
  ["one that is", "alphanumeric", null, "verified", "IN", undefined],
  ["a name where nobody asks", "alphanumeric", null, "none", "DE", undefined],
  ["a British mobile at home", "mobile", "GB", "none", "GB", undefined],
] as const)("%s", (_rule, type, country, registration, to, code) => {
  const sender = { type, country, registration };
  expect(registrationBlock(sender, to, LIVE)).toEqual(code && { code, enforced: true });
  expect(registrationBlock(sender, to, SANDBOX)).toEqual(code && { code, enforced: false });
});

test("each gate has its own mode", () => {
  const tollFree = { type: "toll-free", country: "US", registration: "none" } as const;
  const account = { ...SANDBOX, tollFreeMode: "live" } as const;
  expect(registrationBlock(tollFree, "US", account)).toMatchObject({ enforced: true });
  expect(registrationBlock({ ...tollFree, type: "local" }, "US", account)).toMatchObject({ enforced: false });
  expect(geoBlock("DE", account)).toMatchObject({ enforced: false });
});
