import { expect, test } from "vitest";
import {
  type Brand,
  brandStatus,
  identityStatus,
  isCampaignVerifyToken,
  isUsable,
  OTP_ANSWERED_MS,
  registryId,
} from "@/lib/domain/brand";
import { submission } from "@/lib/domain/review";

const AT = new Date("2026-01-01T12:00:00Z");
const after = (ms: number) => new Date(AT.getTime() + ms);
const REJECTION = { code: 30799, reason: "Not verified.", fields: [] };

const brand = (given: Partial<Brand> = {}): Brand => ({
  id: "018f0000-0000-7000-8000-000000abcdef",
  accountId: "018f0000-0000-7000-8000-000000000001",
  businessName: null,
  type: "STANDARD",
  customerProfileId: "018f0000-0000-7000-8000-000000000002",
  a2pProfileId: "018f0000-0000-7000-8000-000000000003",
  mock: false,
  skipAutomaticSecVet: false,
  score: 75,
  resubmissions: 0,
  otpSentAt: null,
  vettings: [],
  ...submission(AT, 5, null),
  createdAt: AT,
  updatedAt: AT,
  ...given,
});
const ALONE = { type: "SOLE_PROPRIETOR" } as const;

test.each<[string, Brand, number, string, string, boolean]>([
  ["a new brand declares itself", brand(), 0, "PENDING", "SELF_DECLARED", false],
  ["an approved one is verified", brand(), 5_000, "APPROVED", "VERIFIED", true],
  ["a failed one is not", brand({ rejection: REJECTION }), 5_000, "FAILED", "UNVERIFIED", false],
  ["a sole proprietor is approved before being verified", brand(ALONE), 5_000, "APPROVED", "UNVERIFIED", false],
  ["and verified by the code", brand(ALONE), 5_000 + OTP_ANSWERED_MS, "APPROVED", "VERIFIED", true],
  [
    "a new code is waited for",
    brand({ ...ALONE, otpSentAt: after(9_000) }),
    5_000 + OTP_ANSWERED_MS,
    "APPROVED",
    "UNVERIFIED",
    false,
  ],
  ["a suspended one is no use", brand({ suspendedAt: after(6_000) }), 7_000, "SUSPENDED", "SELF_DECLARED", false],
])("%s", (_rule, given, ms, status, identity, usable) => {
  expect([brandStatus(given, after(ms)), identityStatus(given, after(ms)), isUsable(given, after(ms))]).toEqual([
    status,
    identity,
    usable,
  ]);
});

test("the registry has a name for it once it is approved", () => {
  expect([registryId(brand(), AT), registryId(brand(), after(5_000))]).toEqual([null, "BABCDEF"]);
});

test.each([
  ["cv|1.0|tcr|10dlc|9975c339|GQ3", true],
  ["cv|1.0|tcr", false],
  ["cv||tcr|10dlc|9975c339|GQ3", false],
  ["owl", false],
])("%s is a token of Campaign Verify: %s", (text, isToken) => {
  expect(isCampaignVerifyToken(text)).toBe(isToken);
});
