import { expect, test } from "vitest";
import { CAMPAIGN_ID, campaignRate, campaignRejection, conflicts, isUsecase, usecasesOf } from "@/lib/domain/campaign";
import { toSid } from "@/lib/domain/sid";

test("every service calls its campaign by the same name", () => {
  expect(toSid("QE", CAMPAIGN_ID)).toBe("QE2c6890da8086d771620e9b13fadeba0b");
});

test.each([
  ["a sole proprietor", "SOLE_PROPRIETOR", { type: "SOLE_PROPRIETOR", score: null }, 1],
  ["low volume, whatever the score", "LOW_VOLUME", { type: "STANDARD", score: 90 }, 3.75],
  ["a brand that was never vetted", "MARKETING", { type: "STANDARD", score: null }, 12],
  ["a score of 49", "MARKETING", { type: "STANDARD", score: 49 }, 12],
  ["a score of 50", "MARKETING", { type: "STANDARD", score: 50 }, 120],
  ["a score of 75", "MARKETING", { type: "STANDARD", score: 75 }, 225],
  ["one registered elsewhere", null, null, 120],
] as const)("%s has its rate", (_rule, usecase, brand, segmentsPerSecond) => {
  expect(campaignRate(usecase, brand).segmentsPerSecond).toBe(segmentsPerSecond);
});

test.each([
  ["undeclared", "MARKETING", false],
  ["verification", "2FA", false],
  ["verification", "MARKETING", true],
  ["marketing", "2FA", true],
  ["notifications", "2FA", false],
] as const)("a %s service and a %s campaign are incompatible: %s", (service, campaign, incompatible) => {
  expect(conflicts(service, campaign)).toBe(incompatible);
});

test.each([
  ["no phone number is said to be there", false, ["Your table is ready now"], undefined],
  ["a sample shows the phone number", true, ["Call (415) 555-0134 to cancel"], undefined],
  ["no sample does", true, ["Your table 12 is ready now"], 30889],
])("when %s", (_rule, hasEmbeddedPhone, messageSamples, code) => {
  expect(campaignRejection({ hasEmbeddedPhone, messageSamples })?.code).toBe(code);
});

test("use cases are those of the brand's type", () => {
  expect(usecasesOf("STANDARD")).toHaveLength(20);
  expect(usecasesOf("SOLE_PROPRIETOR").map(({ code }) => code)).toEqual(["SOLE_PROPRIETOR"]);
  expect([isUsecase("2FA"), isUsecase("2fa")]).toEqual([true, false]);
});
