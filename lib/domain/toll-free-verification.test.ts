import { expect, test } from "vitest";
import { type Review, submission } from "@/lib/domain/review";
import {
  editWindow,
  VERIFICATION_REJECTIONS,
  type VerificationDetails,
  verificationRejection,
  verificationStatus,
} from "@/lib/domain/toll-free-verification";

const AT = new Date("2026-01-01T12:00:00Z");
const after = (ms: number) => new Date(AT.getTime() + ms);
const DAY_MS = 86_400_000;
const rejectedFor = (code: number): Review =>
  submission(AT, 5, VERIFICATION_REJECTIONS.find((rejection) => rejection.code === code) ?? null);

const details = (given: Partial<VerificationDetails>): VerificationDetails => ({
  businessName: "Owl, Inc.",
  businessWebsite: "https://owl.example.com",
  notificationEmail: "support@owl.example.com",
  useCaseCategories: ["MARKETING"],
  useCaseSummary: "Coupons",
  productionMessageSample: "A coupon",
  optInImageUrls: ["https://owl.example.com/opt-in.png"],
  optInType: "WEB_FORM",
  messageVolume: "10",
  ...given,
});

test.each([
  ["a careful one is not", {}, undefined],
  ["politics without a token is", { useCaseCategories: ["POLITICAL_ELECTION_CAMPAIGNS"] }, 30501],
  ["politics with one is not", { useCaseCategories: ["POLITICAL_ELECTION_CAMPAIGNS"], vettingId: "cv" }, undefined],
  ["verbal consent without its words is", { optInType: "VERBAL" }, 30511],
  ["verbal consent with them is not", { optInType: "VERBAL", additionalInformation: "We ask." }, undefined],
] as const)("whether a rule rejects it: %s", (_rule, given, code) => {
  expect(verificationRejection(details(given))?.code).toBe(code);
});

test("states by the clock", () => {
  const states = [0, 1_000, 5_000].map((ms) => verificationStatus(submission(AT, 5, null), after(ms)));
  expect(states).toEqual(["PENDING_REVIEW", "IN_REVIEW", "TWILIO_APPROVED"]);
  expect(verificationStatus(rejectedFor(30501), after(5_000))).toBe("TWILIO_REJECTED");
});

test("a rejected one may be corrected for seven days, unless what it is for is forbidden", () => {
  expect(editWindow(rejectedFor(30501), AT)).toBeNull();
  const until = after(5_000 + 7 * DAY_MS);
  expect(editWindow(rejectedFor(30501), after(DAY_MS))).toEqual({ allowed: true, until });
  expect(editWindow(rejectedFor(30501), until)).toEqual({ allowed: false, until });
  expect(editWindow(rejectedFor(30464), after(DAY_MS))).toEqual({ allowed: false, until });
  expect(editWindow(submission(AT, 5, null), after(DAY_MS))).toBeNull();
});
