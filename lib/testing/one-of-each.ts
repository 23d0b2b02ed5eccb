import { alertId } from "@/lib/domain/alert";
import { CAMPAIGN_ID } from "@/lib/domain/campaign";
import { toSid } from "@/lib/domain/sid";
import { addAlphaSender } from "@/lib/operations/alpha-senders";
import { createApiKey } from "@/lib/operations/api-keys";
import { createVetting } from "@/lib/operations/brands";
import { createExternalCampaign } from "@/lib/operations/campaigns";
import { createContent } from "@/lib/operations/content";
import { createDomain } from "@/lib/operations/link-domains";
import { addOptOut } from "@/lib/operations/opt-outs";
import { createOwnedSender } from "@/lib/operations/owned-senders";
import { createVerification } from "@/lib/operations/toll-free-verifications";
import { createTrigger } from "@/lib/operations/usage-triggers";
import {
  createDecidedBrand,
  createNumber,
  createServiceWith,
  createTollFreeNumber,
  type TestAccount,
} from "@/lib/testing/factories";
import { OWL_CAFE } from "@/lib/testing/registrations";
import { storeMessage } from "@/lib/testing/stored-message";

/**
 * One row of each kind that a path of the API can name, by the name it has there, all this account's. A resource that is
 * added brings its row along: the tests over the registry ask for each name.
 */
export async function oneOfEach({ ctx, sid }: TestAccount): Promise<Readonly<Record<string, string>>> {
  // What is unique in the installation: two accounts may have one of each.
  const digits = String(10_000 + (Buffer.from(ctx.randomBytes(4)).readUInt32BE() % 90_000));
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  const shortCode = await createOwnedSender(ctx, { address: digits, country: "US" });
  const whatsapp = await createOwnedSender(ctx, { address: `whatsapp:+141555${digits}` });
  const alphaSender = await addAlphaSender(ctx, service.id, { alphaSender: "Owls" }, { forDestination: true });
  const content = await createContent(ctx, {
    friendlyName: "Table",
    language: "en",
    variables: {},
    types: { "twilio/text": { body: "Ready" } },
  });
  const optOut = await addOptOut(
    ctx,
    { recipient: "+15553332222", serviceId: null, sender: number.phoneNumber, reason: "Phone" },
    "api",
  );
  const trigger = await createTrigger(ctx, {
    callbackUrl: "https://example.com/usage",
    callbackMethod: "POST",
    friendlyName: "",
    recurring: null,
    triggerBy: "usage",
    triggerValue: "100",
    usageCategory: "sms",
  });
  const failed = await storeMessage(ctx.db, ctx.accountId, { status: "undelivered", errorCode: 30003 });
  const message = await storeMessage(ctx.db, ctx.accountId, { numMedia: 1 });
  const { id: mediaId } = await ctx.db.prisma.media.create({
    data: {
      id: ctx.newId(),
      accountId: ctx.accountId,
      messageId: message.id,
      position: 0,
      contentType: "image/png",
      bytes: 68,
      createdAt: ctx.now(),
      storedAt: ctx.now(),
    },
  });
  // Handed in long enough ago that the time changes nothing more.
  const earlier = { ...ctx, now: () => new Date(ctx.now().getTime() - 60_000) };
  const brand = await createDecidedBrand(earlier);
  const vetting = await createVetting(earlier, brand.id, { vettingProvider: "aegis", vettingId: "owl" });
  await createExternalCampaign(ctx, { campaignId: "C1A2B3C", messagingServiceSid: service.id });
  const verification = await createVerification(earlier, {
    ...OWL_CAFE,
    tollfreePhoneNumberSid: (await createTollFreeNumber(ctx)).id,
  });
  return {
    AccountSid: sid,
    AlertSid: toSid("NO", alertId({ messageId: failed.id, source: "message", seq: 0, attempt: 0 })),
    KeySid: toSid("SK", (await createApiKey(ctx, { friendlyName: "Deploy" })).key.id),
    UsageTriggerSid: toSid("UT", trigger.id),
    ServiceSid: toSid("MG", service.id),
    PhoneNumberSid: toSid("PN", number.id),
    MessageSid: toSid("MM", message.id),
    MediaSid: toSid("ME", mediaId),
    OptOutSid: toSid("OO", optOut.id),
    ContentSid: toSid("HX", content.id),
    DomainSid: toSid("DN", (await createDomain(ctx, { domainName: `link${digits}.example.com` })).id),
    ShortCodeSid: toSid("SC", shortCode.id),
    SenderSid: toSid("SC", shortCode.id),
    QueueSid: toSid("PN", number.id),
    ChannelSenderSid: toSid("XE", whatsapp.id),
    AlphaSenderSid: toSid("AI", alphaSender.id),
    BrandSid: toSid("BN", brand.id),
    VettingSid: toSid("VT", vetting.id),
    CampaignSid: toSid("QE", CAMPAIGN_ID),
    VerificationSid: toSid("HH", verification.id),
    CountryCode: "GB",
    IsoCountry: "GB",
    LookupNumber: "+14155550123",
    HandsetNumber: "+15553332222",
  };
}
