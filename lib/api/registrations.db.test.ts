import { expect, test } from "vitest";
import { CAMPAIGN_ID, NUMBER_JOINS_MS } from "@/lib/domain/campaign";
import { registrationBlock } from "@/lib/domain/compliance";
import { asOf } from "@/lib/domain/review";
import { fromSid, toSid } from "@/lib/domain/sid";
import { serveApi } from "@/lib/testing/api-server";
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
import { sdkClient } from "@/lib/testing/sdk-client";

/** Brands, campaigns and toll-free verifications on their way through their states, and what comes of them. */

const db = (await testDatabase()).open();
let offsetMs = 0;
const world = testWorld(db, { now: () => new Date(Date.now() + offsetMs) });
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const api = sdkClient(baseUrl, account);
const { services, brandRegistrations: brands, tollfreeVerifications: verifications } = api.messaging.v1;

const PROFILES = { customerProfileBundleSid: `BU${"1".repeat(32)}`, a2PProfileBundleSid: `BU${"2".repeat(32)}` };
const QE = toSid("QE", CAMPAIGN_ID);
const TOKEN = "cv|1.0|tcr|10dlc|9975c339-d46f-49b7-a399-2f0b1c5d|GQ3TOKEN";

const pass = (seconds: number) => {
  offsetMs += seconds * 1_000;
};
const setReview = (seconds: number | null) =>
  db.prisma.account.update({ where: { id: account.ctx.accountId }, data: { reviewSeconds: seconds } });
const refused = (request: Promise<unknown>, status: number, code: number) =>
  expect(request).rejects.toMatchObject({ status, code });

const newService = () => services.create({ friendlyName: "Tables" });
const brandSid = async () => toSid("BN", (await createDecidedBrand(account.ctx)).id);
const register = async (serviceSid: string, given: object = {}) =>
  services(serviceSid).usAppToPerson.create({
    ...OWL_CAMPAIGN,
    brandRegistrationSid: await brandSid(),
    ...given,
  });

/** The code that stops a number's messages to the US now, with every gate live. */
async function codeFor(phoneNumber: string) {
  const sender = await account.ctx.settings.sender(phoneNumber, account.ctx.accountId);
  const live = { geoMode: "live", longCodeMode: "live", tollFreeMode: "live", alphaMode: "live" } as const;
  return sender && registrationBlock(asOf(sender, world.now()), "US", { ...live, geoCountries: ["US"] })?.code;
}

test("a brand goes its way by the clock: pending, in review, approved, with a registry's name and a score", async () => {
  const made = await brands.create(PROFILES);
  expect(made).toMatchObject({
    customerProfileBundleSid: PROFILES.customerProfileBundleSid,
    accountSid: account.sid,
    a2pProfileBundleSid: PROFILES.a2PProfileBundleSid,
    brandType: "STANDARD",
    status: "PENDING",
    identityStatus: "SELF_DECLARED",
    tcrId: null,
    brandScore: null,
    errors: [],
    mock: false,
    skipAutomaticSecVet: false,
    url: `${baseUrl}/v1/a2p/BrandRegistrations/${made.sid}`,
    links: {
      brand_vettings: `${baseUrl}/v1/a2p/BrandRegistrations/${made.sid}/Vettings`,
      brand_registration_otps: `${baseUrl}/v1/a2p/BrandRegistrations/${made.sid}/SmsOtp`,
    },
  });
  expect(made.sid).toMatch(/^BN[0-9a-f]{32}$/);
  pass(2);
  expect(await brands(made.sid).fetch()).toMatchObject({ status: "IN_REVIEW" });
  pass(4);
  const approved = await brands(made.sid).fetch();
  expect(approved).toMatchObject({ status: "APPROVED", identityStatus: "VERIFIED", brandScore: 75 });
  expect(approved.tcrId).toMatch(/^B[0-9A-F]{6}$/);
  expect((await brands.list({ limit: 1 })).map(({ sid }) => sid)).toEqual([made.sid]);
});

test("a sole proprietor's brand is verified once its owner answered the code", async () => {
  const { sid } = await brands.create({ ...PROFILES, brandType: "SOLE_PROPRIETOR" });
  await refused(brands(sid).brandRegistrationOtps.create(), 409, 20409);
  pass(5);
  expect(await brands(sid).fetch()).toMatchObject({
    status: "APPROVED",
    identityStatus: "UNVERIFIED",
    brandScore: null,
  });
  const { sid: serviceSid } = await newService();
  const alone = { brandRegistrationSid: sid, usAppToPersonUsecase: "SOLE_PROPRIETOR" };
  await refused(register(serviceSid, alone), 400, 21717);
  pass(4);
  expect(await brands(sid).brandRegistrationOtps.create()).toMatchObject({
    accountSid: account.sid,
    brandRegistrationSid: sid,
  });
  pass(2);
  expect((await brands(sid).fetch()).identityStatus).toBe("UNVERIFIED");
  pass(4);
  expect((await brands(sid).fetch()).identityStatus).toBe("VERIFIED");

  const usecases = await services(serviceSid).usAppToPersonUsecases.fetch({ brandRegistrationSid: sid });
  expect(usecases.usAppToPersonUsecases).toMatchObject([{ code: "SOLE_PROPRIETOR" }]);
  await refused(register(serviceSid, { ...alone, usAppToPersonUsecase: "MARKETING" }), 400, 21717);
  expect(await register(serviceSid, alone)).toMatchObject({ brandRegistrationSid: sid, campaignStatus: "PENDING" });
  await refused(register((await newService()).sid, alone), 400, 21732);
});

test("a failed brand says why, and is handed in again three times", async () => {
  const { sid } = await brands.create(PROFILES);
  await refused(brands(sid).update(), 400, 21725);
  const reject = () =>
    db.prisma.brand.update({
      where: { id: fromSid("BN", sid) ?? "" },
      data: { decidedAt: world.now(), rejection: { code: 30799, reason: "Not verified.", fields: ["business_name"] } },
    });
  for (let times = 0; times < 3; times += 1) {
    await reject();
    expect(await brands(sid).fetch()).toMatchObject({
      status: "FAILED",
      failureReason: "Not verified.",
      errors: [
        {
          error_code: 30799,
          description: "Not verified.",
          fields: ["business_name"],
          url: "https://www.twilio.com/docs/errors/30799",
        },
      ],
    });
    expect(await brands(sid).update()).toMatchObject({ sid, status: "PENDING", errors: [] });
  }
  await reject();
  await refused(brands(sid).update(), 400, 21724);
});

test("a vetting is imported to an approved brand, which is vetted and verified by it", async () => {
  const sid = await brandSid();
  const vetted = brands(sid).brandVettings;
  await refused(vetted.create({ vettingProvider: "campaign-verify", vettingId: "owl" }), 400, 21722);
  const political = await vetted.create({ vettingProvider: "campaign-verify", vettingId: TOKEN });
  expect(political).toMatchObject({
    accountSid: account.sid,
    brandSid: sid,
    vettingProvider: "campaign-verify",
    vettingId: TOKEN,
    vettingClass: "POLITICAL",
    vettingStatus: "PENDING",
  });
  expect(political.brandVettingSid).toMatch(/^VT[0-9a-f]{32}$/);
  const standard = await vetted.create({ vettingProvider: "aegis" });
  expect((await vetted.list()).map(({ brandVettingSid }) => brandVettingSid)).toEqual([
    standard.brandVettingSid,
    political.brandVettingSid,
  ]);
  expect(await vetted.list({ vettingProvider: "aegis" })).toHaveLength(1);
  expect((await brands(sid).fetch()).identityStatus).toBe("VERIFIED");
  pass(6);
  expect(await vetted(standard.brandVettingSid).fetch()).toMatchObject({
    vettingStatus: "SUCCESS",
    vettingClass: "STANDARD",
  });
  expect((await brands(sid).fetch()).identityStatus).toBe("VETTED_VERIFIED");
  const { sid: pending } = await brands.create(PROFILES);
  await refused(brands(pending).brandVettings.create({ vettingProvider: "aegis" }), 400, 21721);
});

test("a campaign registers its service's US long codes once it is verified, and those that join a moment later", async () => {
  const number = await createNumber(account.ctx);
  const { id } = await createServiceWith(account.ctx, [number]);
  const sid = toSid("MG", id);
  expect(await codeFor(number.phoneNumber)).toBe(30034);
  const made = await register(sid);
  expect(made).toMatchObject({
    sid: QE,
    accountSid: account.sid,
    messagingServiceSid: sid,
    description: OWL_CAMPAIGN.description,
    messageSamples: OWL_CAMPAIGN.messageSamples,
    messageFlow: OWL_CAMPAIGN.messageFlow,
    usAppToPersonUsecase: "ACCOUNT_NOTIFICATION",
    hasEmbeddedLinks: false,
    hasEmbeddedPhone: false,
    subscriberOptIn: true,
    ageGated: false,
    directLending: false,
    campaignStatus: "PENDING",
    campaignId: null,
    isExternallyRegistered: false,
    rateLimits: null,
    optOutKeywords: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"],
    helpKeywords: ["HELP", "INFO"],
    optInKeywords: [],
    optInMessage: null,
    mock: false,
    errors: [],
    url: `${baseUrl}/v1/Services/${sid}/Compliance/Usa2p/${QE}`,
  });
  expect(await codeFor(number.phoneNumber)).toBe(30035);
  pass(2);
  expect(await services(sid).usAppToPerson(QE).fetch()).toMatchObject({ campaignStatus: "IN_PROGRESS" });
  pass(4);
  const [verified] = await services(sid).usAppToPerson.list();
  expect(verified).toMatchObject({
    campaignStatus: "VERIFIED",
    rateLimits: { att: { mps: 75, msg_class: "A" }, tmobile: { brand_tier: "TOP" } },
  });
  expect(verified?.campaignId).toMatch(/^C[0-9A-F]{6}$/);
  expect(await codeFor(number.phoneNumber)).toBeUndefined();
  expect((await services(sid).fetch()).usAppToPersonRegistered).toBe(true);
  expect((await account.ctx.settings.sender(number.phoneNumber, account.ctx.accountId))?.shared?.campaign).toEqual({
    queue: id,
    segmentsPerSecond: 225,
  });

  const late = await createNumber(account.ctx);
  await services(sid).phoneNumbers.create({ phoneNumberSid: toSid("PN", late.id) });
  expect(await codeFor(late.phoneNumber)).toBe(30035);
  pass(NUMBER_JOINS_MS / 1_000);
  expect(await codeFor(late.phoneNumber)).toBeUndefined();
  await refused(services(sid).remove(), 409, 20409);

  expect(await services(sid).usAppToPerson(QE).remove()).toBe(true);
  expect(await codeFor(number.phoneNumber)).toBe(30034);
  await refused(services(sid).usAppToPerson(QE).fetch(), 404, 20404);
  expect(await services(sid).remove()).toBe(true);
});

test("a campaign that shows no phone number but says so fails by rule, is corrected and verified", async () => {
  const number = await createNumber(account.ctx);
  const sid = toSid("MG", (await createServiceWith(account.ctx, [number])).id);
  await register(sid, { hasEmbeddedPhone: true });
  pass(6);
  const campaign = services(sid).usAppToPerson(QE);
  expect(await campaign.fetch()).toMatchObject({
    campaignStatus: "FAILED",
    errors: [{ error_code: 30889, fields: ["HAS_EMBEDDED_PHONE", "MESSAGE_SAMPLES"] }],
  });
  expect(await codeFor(number.phoneNumber)).toBe(30034);
  const { usAppToPersonUsecase: _usecase, ...fields } = OWL_CAMPAIGN;
  const corrected = { ...fields, ageGated: false, directLending: false };
  expect(await campaign.update({ ...corrected, privacyPolicyUrl: "https://owl.example.com/privacy" })).toMatchObject({
    campaignStatus: "PENDING",
    hasEmbeddedPhone: false,
    errors: [],
  });
  pass(6);
  expect(await campaign.fetch()).toMatchObject({ campaignStatus: "VERIFIED" });
  await refused(campaign.update(corrected), 409, 20409);
});

test("campaigns are refused with what is wrong with them", async () => {
  const { sid } = await newService();
  const answer = await fetch(`${baseUrl}/v1/Services/${sid}/Compliance/Usa2p`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    body: new URLSearchParams({ Description: OWL_CAMPAIGN.description }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 21727 }]);
  await refused(register(sid, { description: "Too short" }), 400, 21728);
  await refused(register(sid, { messageSamples: ["Only one, which is long enough"] }), 400, 21728);
  await refused(register(sid, { usAppToPersonUsecase: "OWLS" }), 400, 21720);
  await refused(register(sid, { usAppToPersonUsecase: "SOLE_PROPRIETOR" }), 400, 21717);
  await refused(register(sid, { brandRegistrationSid: `BN${"0".repeat(32)}` }), 400, 21717);
  await refused(register(sid, { privacyPolicyUrl: "owl" }), 400, 20001);
  await services(sid).update({ usecase: "verification" });
  await refused(register(sid, { usAppToPersonUsecase: "MARKETING" }), 400, 21719);
  await register(sid);
  await refused(register(sid), 409, 20409);
  expect((await services(sid).usAppToPersonUsecases.fetch()).usAppToPersonUsecases).toHaveLength(20);
});

test("a campaign that was registered elsewhere holds at once", async () => {
  const number = await createNumber(account.ctx);
  const sid = toSid("MG", (await createServiceWith(account.ctx, [number])).id);
  const { externalCampaign } = api.messaging.v1;
  expect(await externalCampaign.create({ campaignId: "CABC123", messagingServiceSid: sid })).toMatchObject({
    sid: QE,
    accountSid: account.sid,
    campaignId: "CABC123",
    messagingServiceSid: sid,
  });
  pass(3);
  expect(await codeFor(number.phoneNumber)).toBeUndefined();
  expect(await services(sid).usAppToPerson(QE).fetch()).toMatchObject({
    campaignStatus: "VERIFIED",
    isExternallyRegistered: true,
    brandRegistrationSid: null,
  });
  await refused(externalCampaign.create({ campaignId: "CABC123", messagingServiceSid: sid }), 409, 20409);
});

test("a campaign of a mock brand registers nothing", async () => {
  const number = await createNumber(account.ctx);
  const sid = toSid("MG", (await createServiceWith(account.ctx, [number])).id);
  const { sid: mock } = await brands.create({ ...PROFILES, mock: true });
  pass(6);
  expect(await register(sid, { brandRegistrationSid: mock })).toMatchObject({ mock: true });
  pass(6);
  expect((await services(sid).usAppToPerson(QE).fetch()).campaignStatus).toBe("VERIFIED");
  expect(await codeFor(number.phoneNumber)).toBe(30034);
});

test("what services are for is listed", async () => {
  const { usecases } = await api.messaging.v1.usecases.fetch();
  expect(usecases.map(({ usecase }: { usecase: string }) => usecase)).toEqual([
    "notifications",
    "marketing",
    "verification",
    "discussion",
    "poll",
    "undeclared",
  ]);
});

const verify = async (given: object = {}) =>
  verifications.create({
    ...OWL_CAFE,
    tollfreePhoneNumberSid: toSid("PN", (await createTollFreeNumber(account.ctx)).id),
    ...given,
  } as never);

test("a toll-free number may text the US once its verification is approved, and not when it is taken back", async () => {
  const number = await createTollFreeNumber(account.ctx);
  const numberSid = toSid("PN", number.id);
  expect(await codeFor(number.phoneNumber)).toBe(30032);
  const made = await verify({
    tollfreePhoneNumberSid: numberSid,
    externalReferenceId: "owl-1",
    optInKeywords: ["OWL"],
  });
  expect(made).toMatchObject({
    ...OWL_CAFE,
    accountSid: account.sid,
    tollfreePhoneNumberSid: numberSid,
    tollfreePhoneNumber: number.phoneNumber,
    status: "PENDING_REVIEW",
    externalReferenceId: "owl-1",
    optInKeywords: ["OWL"],
    rejectionReason: null,
    errorCode: null,
    editAllowed: null,
    businessCity: null,
    resourceLinks: {},
  });
  expect(made.sid).toMatch(/^HH[0-9a-f]{32}$/);
  expect(await codeFor(number.phoneNumber)).toBe(30032);
  await refused(verify({ tollfreePhoneNumberSid: numberSid }), 409, 20409);
  const sids = async (given: object) => (await verifications.list(given)).map(({ sid }) => sid);
  expect(await sids({ status: "PENDING_REVIEW" })).toEqual([made.sid]);
  pass(2);
  expect(await sids({ status: "IN_REVIEW", externalReferenceId: "owl-1" })).toEqual([made.sid]);
  pass(4);
  expect(await verifications(made.sid).fetch()).toMatchObject({ status: "TWILIO_APPROVED" });
  expect(await sids({ status: "TWILIO_APPROVED", tollfreePhoneNumberSid: numberSid })).toEqual([made.sid]);
  expect(await sids({ externalReferenceId: "nobody" })).toEqual([]);
  expect(await codeFor(number.phoneNumber)).toBeUndefined();
  await refused(verifications(made.sid).update({ businessName: "Owls" }), 409, 20409);
  expect(await verifications(made.sid).remove()).toBe(true);
  await refused(verifications(made.sid).fetch(), 404, 20404);
  expect(await codeFor(number.phoneNumber)).toBe(30032);
});

test("a rejected verification says why and until when it may be corrected, which hands it in again", async () => {
  const { sid } = await verify({ useCaseCategories: ["POLITICAL_ELECTION_CAMPAIGNS"] });
  pass(6);
  const rejected = await verifications(sid).fetch();
  expect(rejected).toMatchObject({
    status: "TWILIO_REJECTED",
    errorCode: 30501,
    rejectionReason: "Political campaigns require a Campaign Verify token",
    rejectionReasons: [{ code: 30501, reason: "Political campaigns require a Campaign Verify token" }],
    editAllowed: true,
  });
  expect(rejected.editExpiration.getTime()).toBeGreaterThan(world.now().getTime());
  const corrected = await verifications(sid).update({ vettingId: TOKEN, vettingProvider: "CAMPAIGN_VERIFY" });
  expect(corrected).toMatchObject({
    status: "PENDING_REVIEW",
    businessName: OWL_CAFE.businessName,
    vettingId: TOKEN,
    errorCode: null,
  });
  pass(6);
  expect(await verifications(sid).fetch()).toMatchObject({ status: "TWILIO_APPROVED" });

  const { sid: late } = await verify({ optInType: "VERBAL" });
  pass(8 * 86_400);
  expect(await verifications(late).fetch()).toMatchObject({ errorCode: 30511, editAllowed: false });
  await refused(verifications(late).update({ additionalInformation: "We ask at the till." }), 400, 30437);
});

test("verifications are refused with what is wrong with them", async () => {
  const local = await createNumber(account.ctx);
  await refused(verify({ tollfreePhoneNumberSid: toSid("PN", local.id) }), 400, 20001);
  await refused(verify({ tollfreePhoneNumberSid: `PN${"0".repeat(32)}` }), 404, 20404);
  await refused(verify({ useCaseCategories: ["OWLS"] }), 400, 20001);
  await refused(verify({ optInImageUrls: ["owl"] }), 400, 20001);
  await refused(verify({ messageVolume: "many" }), 400, 20001);
  await refused(verify({ notificationEmail: "owl" }), 400, 20001);
  await refused(verifications.list({ status: "OWLS" as never }), 400, 20001);
});

test("the parent's list has its subaccounts' verifications when it asks for them", async () => {
  const child = await api.api.v2010.accounts.create({ friendlyName: "Shop" });
  const ctx = { ...account.ctx, accountId: fromSid("AC", child.sid) ?? "" };
  const number = await createTollFreeNumber(ctx);
  const own = sdkClient(baseUrl, { sid: child.sid, authToken: child.authToken });
  const tollfreePhoneNumberSid = toSid("PN", number.id);
  const { sid } = await own.messaging.v1.tollfreeVerifications.create({ ...OWL_CAFE, tollfreePhoneNumberSid } as never);
  expect(await verifications.list({ tollfreePhoneNumberSid })).toEqual([]);
  expect(await verifications.list({ tollfreePhoneNumberSid, includeSubAccounts: true })).toMatchObject([
    { sid, accountSid: child.sid },
  ]);
});

test("with a reviewer nothing is decided by the clock", async () => {
  await setReview(null);
  const number = await createNumber(account.ctx);
  const sid = toSid("MG", (await createServiceWith(account.ctx, [number])).id);
  await register(sid);
  pass(30 * 86_400);
  expect((await services(sid).usAppToPerson(QE).fetch()).campaignStatus).toBe("IN_PROGRESS");
  expect(await codeFor(number.phoneNumber)).toBe(30035);
  await setReview(5);
});
