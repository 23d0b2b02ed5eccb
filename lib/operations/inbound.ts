import { z } from "zod";
import { type Address, parseAddress, parseSender } from "@/lib/domain/address";
import { inboundParams } from "@/lib/domain/callback";
import { isErrorCode, Refusal } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import { placeOf } from "@/lib/domain/inventory";
import { MEDIA_MAX } from "@/lib/domain/media";
import { mediaPath } from "@/lib/domain/media-resource";
import type { Message, Origin } from "@/lib/domain/message";
import { priceOf } from "@/lib/domain/price";
import { countSegments } from "@/lib/domain/segmentation";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";
import { keepMedia } from "@/lib/operations/keep-media";
import { notedOf, storeObeying } from "@/lib/operations/opt-out-keywords";
import type { Sql } from "@/lib/store/db";
import { type InboundHook, insertInbound } from "@/lib/store/inbound";
import { findMediaOf } from "@/lib/store/media";

/** @source behaviour §4.2: as long as an outbound text may be */
const BODY_LENGTH_MAX = 1_600;

export const ReceiveInbound = z.object({
  from: z.string(),
  to: z.string(),
  body: z.string(),
  mediaUrl: z.array(z.string()).default([]),
});
export type ReceiveInbound = z.infer<typeof ReceiveInbound>;

/** What receiving needs of the world. */
export type InboundCtx = Omit<Ctx, "accept" | "randomBytes">;

/** An inbound text that can be received, and whose it is. */
export type InboundText = {
  readonly from: Address;
  readonly to: Address;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly number: SenderSettings;
  readonly service: ServiceSettings | undefined;
};

/**
 * Takes a text that somebody sent to a number of this account: stores it as received, with the service whose pool the
 * number is in, does what it asks for if it is an opt-out keyword, and tells whoever is to be told.
 * @returns undefined when the service drops what is sent to it: then nothing of it is kept, but STOP still works
 * @throws Refusal 21212 From is no number, 21211 To is none, 21601 To is nothing of this account that can be texted, 21910
 *   they are on different channels, 21617 too long, 21620 and 21623 its media, 20001 a character that is none; what stands against a file that cannot be had
 * @source behaviour §4.2
 */
export async function receiveInbound(
  ctx: InboundCtx,
  input: z.input<typeof ReceiveInbound>,
  origin: Omit<Origin, "actor"> = { via: "simulator" },
): Promise<Message | undefined> {
  return storeInbound(ctx, await readInbound(ctx, input), origin);
}

/** @throws Refusal as {@link receiveInbound} */
export async function readInbound(ctx: InboundCtx, input: z.input<typeof ReceiveInbound>): Promise<InboundText> {
  const from = parseAddress(input.from);
  if (!from) throw new Refusal(21212, `Invalid 'From' Number: ${input.from}`);
  const to = parseSender(input.to);
  if (!to) throw new Refusal(21211, `Invalid 'To' Phone Number: ${input.to}`);
  const { body, mediaUrl: urls = [] } = input;
  if (body.length > BODY_LENGTH_MAX) throw new Refusal(21617);
  if (body.includes("\0") || !body.isWellFormed()) {
    throw new Refusal(20001, "Bad request: Body has a character that is none");
  }
  if (urls.length > MEDIA_MAX) throw new Refusal(21623);
  if (!urls.every(isHttpUrl)) throw new Refusal(21620);
  const number = await findNumber(ctx, to.address);
  if (to.channel !== from.channel) throw new Refusal(21910);
  const service = number.serviceId ? await ctx.settings.service(ctx.accountId, number.serviceId) : undefined;
  return { from, to, body, mediaUrls: urls, number, service };
}

/**
 * Stores a text as received, unless its service drops it.
 * @param sql inside a transaction; without media it asks for no other connection
 * @param errorCode what is wrong with it, if something is
 */
export async function storeInbound(
  ctx: InboundCtx,
  { from, to, body, mediaUrls, number, service }: InboundText,
  origin: Omit<Origin, "actor">,
  { sql: within, errorCode = null }: { sql?: Sql; errorCode?: number | null } = {},
): Promise<Message | undefined> {
  const routed = routeInbound(number, service);
  const arriving = { body, from, number, service };
  if (routed.dropped) {
    await storeObeying(ctx, { ...arriving, messageId: null }, within, async () => {});
    return undefined;
  }

  const at = ctx.now();
  const id = ctx.newId();
  const files = await keepAll(ctx, id, mediaUrls);
  const { encoding, segments } = countSegments(body);
  const message: Message = {
    id,
    accountId: ctx.accountId,
    serviceId: service?.id ?? null,
    senderId: number.id,
    carrierId: number.carrierId,
    direction: "inbound",
    from: from.address,
    fromGiven: true,
    to: to.address,
    country: from.country,
    body,
    encoding,
    segments: files.length > 0 ? 1 : segments,
    numMedia: files.length,
    status: "received",
    errorCode,
    price: priceOf({ direction: "inbound", to: to.address, country: from.country, segments, numMedia: files.length }),
    statusCallback: null,
    tags: null,
    createdAt: at,
    updatedAt: at,
    sentAt: at,
    leaveAt: null,
    expiresAt: null,
    sendAt: null,
    redactedAt: null,
    attempt: 0,
    seq: 0,
  };
  await storeObeying(ctx, { ...arriving, messageId: id }, within, (sql, keyword) =>
    insertInbound(sql, message, {
      detail: {
        origin: { ...origin, actor: ctx.actor },
        told: routed.by,
        ...(keyword && { keyword: notedOf(keyword) }),
      },
      params: inboundParams(message, {
        media: files,
        toPlace: placeOf(to.address),
        fromPlace: placeOf(from.address),
        optOutType: keyword?.optOutType ?? null,
      }),
      hook: routed.hook,
      fallback: routed.fallback,
    }),
  );
  return message;
}

/**
 * Keeps the files of a message that is about to be stored: should that not happen, they belong to nothing and are tidied up.
 * @throws Refusal with the code of the first file that cannot be had
 */
async function keepAll(
  ctx: InboundCtx,
  messageId: string,
  urls: readonly string[],
): Promise<{ contentType: string; url: string }[]> {
  if (urls.length === 0) return [];
  const failure = await keepMedia(
    { ...ctx, sql: ctx.db.sql },
    { accountId: ctx.accountId, messageId, urls, linked: false },
  );
  if (failure) throw new Refusal(isErrorCode(failure.code) ? failure.code : 11200, failure.detail);
  const kept = (await findMediaOf(ctx.db.sql, [messageId])).get(messageId) ?? [];
  return kept.map((file) => ({ contentType: file.contentType, url: ctx.media.publicUrl + mediaPath(file) }));
}

/** The sender as it is cached, else as it is stored: it may have been bought a moment ago. @throws Refusal 21601 */
async function findNumber(ctx: InboundCtx, address: string): Promise<SenderSettings> {
  let number = await ctx.settings.sender(address, ctx.accountId);
  if (number?.accountId !== ctx.accountId) {
    number = await ctx.settings.sender(address, ctx.accountId, { fresh: true });
  }
  if (number?.accountId !== ctx.accountId || !(number.capabilities.sms || number.capabilities.mms)) {
    throw new Refusal(21601);
  }
  return number;
}

type Routed =
  | { readonly dropped: true }
  | {
      readonly dropped: false;
      /** Whose webhook it is; nobody's without a URL. */
      readonly by: "number" | "service" | "nobody";
      readonly hook: InboundHook | undefined;
      readonly fallback: InboundHook | undefined;
    };

/**
 * Who is told of what a number receives: its own webhook, or that of the service whose pool it is in.
 * @source behaviour §4.2, the table of service settings
 */
export function routeInbound(
  number: Pick<SenderSettings, "smsUrl" | "smsMethod" | "smsFallbackUrl" | "smsFallbackMethod">,
  service:
    | Pick<
        ServiceSettings,
        "useInboundWebhookOnNumber" | "inboundRequestUrl" | "inboundMethod" | "fallbackUrl" | "fallbackMethod"
      >
    | undefined,
): Routed {
  if (!service || service.useInboundWebhookOnNumber) {
    const hook = hookOf(number.smsUrl, number.smsMethod);
    const fallback = hookOf(number.smsFallbackUrl, number.smsFallbackMethod);
    return { dropped: false, by: hook ? "number" : "nobody", hook, fallback };
  }
  const hook = hookOf(service.inboundRequestUrl, service.inboundMethod);
  if (!hook) return { dropped: true };
  return { dropped: false, by: "service", hook, fallback: hookOf(service.fallbackUrl, service.fallbackMethod) };
}

const hookOf = (url: string | null, method: string): InboundHook | undefined => (url ? { url, method } : undefined);
