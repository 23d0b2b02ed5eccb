import type { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { nationalFormat, SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { travelsAsMms } from "@/lib/domain/media";
import type { Message } from "@/lib/domain/message";
import type { OwnedNumber } from "@/lib/domain/owned-number";
import { parseTo } from "@/lib/domain/phone-number";
import { countSegments } from "@/lib/domain/segmentation";
import {
  MAGIC_NUMBER,
  refusalOfAreaCode,
  refusalOfBuying,
  refusalOfSending,
  testIdOf,
} from "@/lib/domain/test-credentials";
import type { Ctx } from "@/lib/operations/ctx";
import { readContent } from "@/lib/operations/message-content";
import type { BuyNumber } from "@/lib/operations/phone-numbers";
import {
  type CreateMessage,
  readCallback,
  readFlag,
  readFrom,
  readTags,
  readTo,
  readValidity,
  VALIDITY_SECONDS_MAX,
} from "@/lib/operations/send";

/** What test credentials are answered: the same checks and the same answer, with nothing stored, sent or paid for. */

/**
 * A message as it would have been taken. The account's own services and senders cannot be used.
 * @throws Refusal as a magic number says, 21701 any service, and what is wrong with the request itself
 * @source behaviour §3.8
 */
export async function rehearseMessage(ctx: Ctx, input: CreateMessage): Promise<Message> {
  if (!input.to) throw new Refusal(21604);
  if (input.messagingServiceSid) throw new Refusal(21701);
  if (!input.from) throw new Refusal(21603);
  const to = readTo(input.to);
  const from = readFrom(input.from);
  const { body, mediaUrls } = await readContent(ctx, input, to);
  const statusCallback = readCallback(input.statusCallback);
  const validitySeconds = readValidity(input.validityPeriod) ?? VALIDITY_SECONDS_MAX;
  readFlag("SmartEncoded", input.smartEncoded);
  if (input.maxPrice && !(Number(input.maxPrice) > 0)) throw new Refusal(21627);
  const tags = readTags(input.tags);
  const code = refusalOfSending(from, to.address);
  if (code !== undefined) throw new Refusal(code);
  const content = {
    direction: "outbound-api",
    to: to.address,
    country: to.country,
    numMedia: mediaUrls.length,
  } as const;
  const { encoding, segments } = countSegments(body);
  const at = ctx.now();
  return {
    ...content,
    id: ctx.newId(),
    accountId: testIdOf(ctx.accountId),
    serviceId: null,
    senderId: null,
    carrierId: null,
    from,
    fromGiven: true,
    body,
    encoding,
    segments: travelsAsMms(content) ? 1 : segments,
    status: "queued",
    errorCode: null,
    price: null,
    statusCallback,
    tags,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
    leaveAt: at,
    expiresAt: new Date(at.getTime() + validitySeconds * 1_000),
    sendAt: null,
    redactedAt: null,
    attempt: 0,
    seq: 0,
  };
}

/**
 * A number as it would have been bought.
 * @throws Refusal 21421, 21422, 21452 as the magic numbers and area codes say, 20001 neither is given
 * @source behaviour §3.8
 */
export function rehearseBuying(ctx: Ctx, input: z.infer<typeof BuyNumber>): OwnedNumber {
  const { phoneNumber, areaCode, ...given } = input;
  if (!phoneNumber && !areaCode) throw new Refusal(20001, "Bad request: PhoneNumber or AreaCode is required");
  const code = phoneNumber
    ? refusalOfBuying(parseTo(phoneNumber)?.e164 ?? phoneNumber)
    : refusalOfAreaCode(areaCode ?? "");
  if (code !== undefined) throw new Refusal(code);
  const at = ctx.now();
  return {
    id: ctx.newId(),
    accountId: testIdOf(ctx.accountId),
    phoneNumber: MAGIC_NUMBER,
    friendlyName: given.friendlyName ?? nationalFormat(MAGIC_NUMBER),
    country: "US",
    type: "local",
    locality: null,
    region: null,
    postalCode: null,
    capabilities: { sms: true, mms: true, voice: true },
    carrierId: SIMULATED_CARRIER_ID,
    registration: "none",
    segmentsPerSecond: null,
    smsUrl: given.smsUrl ?? null,
    smsMethod: given.smsMethod ?? "POST",
    smsFallbackUrl: given.smsFallbackUrl ?? null,
    smsFallbackMethod: given.smsFallbackMethod ?? "POST",
    statusCallback: given.statusCallback ?? null,
    statusCallbackMethod: given.statusCallbackMethod ?? "POST",
    voiceUrl: given.voiceUrl ?? null,
    voiceMethod: given.voiceMethod ?? "POST",
    voiceFallbackUrl: given.voiceFallbackUrl ?? null,
    voiceFallbackMethod: given.voiceFallbackMethod ?? "POST",
    service: null,
    createdAt: at,
    updatedAt: at,
  };
}
