import { expect, test } from "vitest";
import { brandStatus } from "@/lib/domain/brand";
import { campaignStatus } from "@/lib/domain/campaign";
import { asOf } from "@/lib/domain/review";
import { toSid } from "@/lib/domain/sid";
import { verificationStatus } from "@/lib/domain/toll-free-verification";
import { fetchBrand, registerBrand } from "@/lib/operations/brands";
import { CreateCampaign, createCampaign, findCampaign, listCampaigns } from "@/lib/operations/campaigns";
import { approve, listOpenReviews, reject, rejectionsOf, setReview, suspend } from "@/lib/operations/reviews";
import { createVerification, fetchVerification } from "@/lib/operations/toll-free-verifications";
import { testDatabase } from "@/lib/testing/database";
import {
  createAccount,
  createDecidedBrand,
  createNumber,
  createServiceWith,
  createTollFreeNumber,
  testWorld,
} from "@/lib/testing/factories";
import { OWL_CAFE, OWL_CAMPAIGN } from "@/lib/testing/registrations";

const db = (await testDatabase()).open();
let offsetMs = 0;
const world = testWorld(db, { now: () => new Date(Date.now() + offsetMs) });
const { ctx } = await createAccount(world);
await setReview(ctx, { reviewBy: "reviewer", reviewSeconds: 5 });

const register = async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  const brand = await createDecidedBrand(ctx);
  const said = CreateCampaign.parse({ ...OWL_CAMPAIGN, brandRegistrationSid: toSid("BN", brand.id) });
  const campaign = await createCampaign(ctx, service.id, said);
  offsetMs += 3_000;
  const registration = async () => {
    const sender = await ctx.settings.sender(number.phoneNumber, ctx.accountId);
    return sender && asOf(sender, ctx.now()).registration;
  };
  const status = async () => {
    const found = await findCampaign(ctx, service.id);
    return found && campaignStatus(found, ctx.now());
  };
  return { brand, campaign, service, registration, status };
};

test("a reviewer approves a campaign, suspends it and ends that; its numbers follow", async () => {
  const { campaign, registration, status, service } = await register();
  const reviewed = { kind: "campaign", id: campaign.id } as const;
  expect((await listOpenReviews(ctx)).campaigns).toMatchObject([
    { id: campaign.id, serviceName: service.friendlyName },
  ]);
  expect([await status(), await registration()]).toEqual(["IN_PROGRESS", "pending"]);
  await approve(ctx, reviewed);
  expect([await status(), await registration()]).toEqual(["VERIFIED", "verified"]);
  expect((await listOpenReviews(ctx)).campaigns).toEqual([]);
  await expect(approve(ctx, reviewed)).rejects.toMatchObject({ code: 20409 });
  await suspend(ctx, { ...reviewed, suspended: true });
  expect([await status(), await registration()]).toEqual(["SUSPENDED", "suspended"]);
  await expect(suspend(ctx, { ...reviewed, suspended: true })).rejects.toMatchObject({ code: 20409 });
  await suspend(ctx, { ...reviewed, suspended: false });
  expect([await status(), await registration()]).toEqual(["VERIFIED", "verified"]);
  expect((await listCampaigns(ctx, { limit: 1 })).rows).toMatchObject([{ id: campaign.id }]);
});

test("a rejected campaign registers nothing, with the reviewer's words", async () => {
  const { campaign, registration, status, service } = await register();
  const reviewed = { kind: "campaign", id: campaign.id } as const;
  await expect(reject(ctx, { ...reviewed, code: 30501, reason: "" })).rejects.toMatchObject({ code: 20001 });
  await reject(ctx, { ...reviewed, code: 30886, reason: "Say whom you text." });
  expect([await status(), await registration()]).toEqual(["FAILED", "rejected"]);
  expect((await findCampaign(ctx, service.id))?.rejection).toEqual({
    code: 30886,
    reason: "Say whom you text.",
    fields: ["DESCRIPTION"],
  });
});

test("a suspended brand takes its campaigns along, and gives back those that were not suspended for themselves", async () => {
  const { brand, campaign, status } = await register();
  await approve(ctx, { kind: "campaign", id: campaign.id });
  await suspend(ctx, { kind: "brand", id: brand.id, suspended: true });
  expect(brandStatus(await fetchBrand(ctx, brand.id), ctx.now())).toBe("SUSPENDED");
  expect(await status()).toBe("SUSPENDED");
  const alone = { kind: "campaign", id: campaign.id } as const;
  await expect(suspend(ctx, { ...alone, suspended: false })).rejects.toMatchObject({ code: 20409 });
  await suspend(ctx, { kind: "brand", id: brand.id, suspended: false });
  expect(await status()).toBe("VERIFIED");
});

test("brands, vettings and verifications are decided the same way, each for its own reasons", async () => {
  const brand = await registerBrand(ctx, { businessName: "Owl, Inc.", brandType: "STANDARD", mock: false });
  const verification = await createVerification(ctx, {
    ...OWL_CAFE,
    tollfreePhoneNumberSid: (await createTollFreeNumber(ctx)).id,
  });
  const open = await listOpenReviews(ctx);
  expect([open.brands, open.verifications]).toMatchObject([[{ id: brand.id }], [{ id: verification.id }]]);
  for (const kind of ["brand", "vetting", "campaign", "verification"] as const) {
    expect(rejectionsOf(kind).length).toBeGreaterThan(0);
  }
  await approve(ctx, { kind: "brand", id: brand.id });
  await reject(ctx, { kind: "verification", id: verification.id, code: 30464, reason: "" });
  expect(brandStatus(await fetchBrand(ctx, brand.id), ctx.now())).toBe("APPROVED");
  const rejected = await fetchVerification(ctx, verification.id);
  expect(verificationStatus(rejected, ctx.now())).toBe("TWILIO_REJECTED");
  expect(rejected.rejection?.reason).toBe("Disallowed: Cryptocurrency");
});

test("nobody decides about another account's", async () => {
  const stranger = (await createAccount(world)).ctx;
  const { campaign, brand, status } = await register();
  for (const reviewed of [{ kind: "campaign", id: campaign.id } as const, { kind: "brand", id: brand.id } as const]) {
    await expect(approve(stranger, reviewed)).rejects.toMatchObject({ code: 20409 });
    await expect(suspend(stranger, { ...reviewed, suspended: true })).rejects.toMatchObject({ code: 20409 });
  }
  expect(await status()).toBe("IN_PROGRESS");
  expect(await listOpenReviews(stranger)).toEqual({ brands: [], vettings: [], campaigns: [], verifications: [] });
});

test("a rule decides sooner when a reviewer does", async () => {
  await setReview(ctx, { reviewBy: "rule", reviewSeconds: 600 });
  const brand = await registerBrand(ctx, { businessName: "Owl, Inc.", brandType: "STANDARD", mock: false });
  await reject(ctx, { kind: "brand", id: brand.id, code: 30799, reason: "" });
  expect(brandStatus(await fetchBrand(ctx, brand.id), ctx.now())).toBe("FAILED");
});
