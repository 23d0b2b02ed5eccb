import { z } from "zod";
import { type Address, channelOf, parseAddress, parseFrom } from "@/lib/domain/address";
import { isAlphaSender } from "@/lib/domain/alpha-sender";
import { areaCodeOf } from "@/lib/domain/area-codes";
import { CATALOGUE, type ErrorCode, Refusal } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import { mustConvert, travelsAsMms } from "@/lib/domain/media";
import type { Claim, Message, Origin, SendRequest } from "@/lib/domain/message";
import { QUEUE_SECONDS, queueOf } from "@/lib/domain/pacing";
import { isShortCode, maskLastFour } from "@/lib/domain/phone-number";
import { readSchedule } from "@/lib/domain/schedule";
import { CODE_OF_OBSTACLE, namedSender, obstacleOf } from "@/lib/domain/sender-selection";
import type { AccountSettings, SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { fromSid } from "@/lib/domain/sid";
import { nameOfAccount } from "@/lib/operations/alpha-senders";
import type { Ctx } from "@/lib/operations/ctx";
import { readContent, storable } from "@/lib/operations/message-content";
import { assertThroughService, shortenLinks } from "@/lib/operations/short-links";
import { findPace } from "@/lib/store/accept";
import { isOpen } from "@/lib/store/opt-outs";
import { countScheduled } from "@/lib/store/rollups";

/** What a caller may say about a new message, as text: every rule about it is {@link createMessage}'s. */
export const CreateMessage = z.object({
  to: z.string().optional(),
  from: z.string().optional(),
  messagingServiceSid: z.string().optional(),
  body: z.string().optional(),
  mediaUrl: z.array(z.string()).optional(),
  contentSid: z.string().optional(),
  contentVariables: z.string().optional(),
  statusCallback: z.string().optional(),
  validityPeriod: z.string().optional(),
  smartEncoded: z.string().optional(),
  maxPrice: z.string().optional(),
  scheduleType: z.string().optional(),
  sendAt: z.string().optional(),
  tags: z.string().optional(),
  shortenUrls: z.string().optional(),
  provideFeedback: z.string().optional(),
  fallbackFrom: z.string().optional(),
});
export type CreateMessage = z.infer<typeof CreateMessage>;

/** Seconds a message waits at most, and by default. @source behaviour §1.5 (21624) */
export const VALIDITY_SECONDS_MAX = 36_000;
/** Messages of an account that wait for their time. @source behaviour §1.7 (35125) */
const SCHEDULED_MAX = 500_000;
/** North America's numbers that charge whoever calls them. @source NANPA, 900 numbers */
const PREMIUM_AREA = "900";
const TAGS_MAX = 10;
const TAG_LENGTH_MAX = 128;

/**
 * Takes a message: what is wrong with the request is refused at once; what only sending can tell (no sender reaches this
 * recipient, a From outside the pool) is accepted through a service and becomes a failed message with the same code.
 * Resolves once the message is stored.
 * @param origin  where the request came from, for the message's first event
 * @param claim  it becomes a message only if nothing was under this key before; see {@link once}
 * @throws Refusal as behaviour §1.4 lists them; 20409 the key is another message's
 */
export async function createMessage(
  ctx: Ctx,
  input: CreateMessage,
  origin: Omit<Origin, "actor"> = { via: "console" },
  claim?: Claim,
): Promise<Message> {
  if (!input.to) throw new Refusal(21604);
  // SCALE: a service's SID may stand in From.
  const inFrom = input.from !== undefined && fromSid("MG", input.from) !== undefined;
  const serviceSid = input.messagingServiceSid || (inFrom ? input.from : undefined);
  const from = inFrom ? undefined : input.from || undefined;
  if (!serviceSid && !from) throw new Refusal(21603);

  const to = readTo(input.to);
  const { body, mediaUrls, template } = await readContent(ctx, input, to);
  const statusCallback = readCallback(input.statusCallback);
  const validity = readValidity(input.validityPeriod);
  const smartEncoded = readFlag("SmartEncoded", input.smartEncoded);
  if (input.maxPrice && !(Number(input.maxPrice) > 0)) throw new Refusal(21627);
  const sendAt = readSchedule({ ...input, viaService: serviceSid !== undefined }, ctx.now());
  const tags = readTags(input.tags);
  const shortenUrls = readFlag("ShortenUrls", input.shortenUrls);
  if (shortenUrls) assertThroughService(serviceSid);
  const provideFeedback = readFlag("ProvideFeedback", input.provideFeedback);
  if (sendAt && (await countScheduled(ctx.db.sql, ctx.accountId)) >= SCHEDULED_MAX) throw new Refusal(35125);

  const account = await ctx.settings.account(ctx.accountId);
  if (account) assertCountryAllowed(account, to);
  const service = serviceSid ? await findService(ctx, serviceSid) : null;
  if (input.fallbackFrom) await assertFallback(ctx, input.fallbackFrom, from, service);
  const content = {
    direction: "outbound-api",
    to: to.address,
    country: to.country,
    numMedia: mediaUrls.length,
  } as const;
  const sending = service
    ? await throughService(ctx, service, from, content)
    : await onItsOwn(ctx, from ?? "", content, account);
  if (sending.service?.synchronousValidation && !sendAt) await assertListens(ctx, to.address, sending);

  const links = shortenUrls && sending.service ? await shortenLinks(ctx, body, sending.service) : [];
  // Nobody would be told later.
  if (typeof links === "number" && (sendAt || sending.service?.synchronousValidation)) throw new Refusal(links);

  return ctx.accept({
    accountId: ctx.accountId,
    to: to.address,
    country: to.country,
    ...sending,
    // Whether somebody can carry it is asked again when its time has come.
    failsWith: sendAt ? null : typeof links === "number" ? links : sending.failsWith,
    body,
    media: mediaUrls.length > 0 ? { kept: false, urls: mediaUrls } : undefined,
    template,
    links: typeof links === "number" ? [] : links,
    provideFeedback: provideFeedback ?? false,
    smartEncoded: smartEncoded ?? sending.service?.smartEncoding ?? false,
    direction: "outbound-api",
    statusCallback: statusCallback ?? sending.service?.statusCallback ?? null,
    validityPeriodSeconds: validity ?? sending.service?.validityPeriod ?? VALIDITY_SECONDS_MAX,
    sendAt,
    tags,
    origin: { ...origin, actor: ctx.actor },
    claim,
  });
}

/** What decides who can carry a message. */
type Content = Pick<Message, "direction" | "to" | "country" | "numMedia">;

/** Who sends. `failsWith` is why it will not leave: found already, told only later. */
type Sending = Pick<SendRequest, "service" | "from" | "sender" | "failsWith">;

/** @throws Refusal 21705 malformed, 21701 not this account's */
async function findService(ctx: Ctx, sid: string): Promise<ServiceSettings> {
  const id = fromSid("MG", sid);
  if (id === undefined) throw new Refusal(21705);
  const service =
    (await ctx.settings.service(ctx.accountId, id)) ?? (await ctx.settings.service(ctx.accountId, id, { fresh: true }));
  if (!service) throw new Refusal(21701, `The Messaging Service does not exist: ${sid}`);
  return service;
}

/**
 * The pool is read once more before anything is held against it, so that a sender added a moment ago is found.
 * @throws Refusal 21704 empty pool, 21212 a From that cannot be a sender; under `synchronousValidation` also 21711, 21703
 *   and whatever stands against the given From
 */
async function throughService(
  ctx: Ctx,
  cached: ServiceSettings,
  from: string | undefined,
  content: Content,
): Promise<Sending> {
  const given = from === undefined ? null : readFrom(from);
  const carried = { ...content, hasMedia: travelsAsMms(content) };
  const refusalIn = ({ pool, mmsConverter }: ServiceSettings): ErrorCode | null => {
    if (pool.length === 0) return 21704;
    if (mustConvert(content) && !mmsConverter) return 30011;
    if (given === null) return pool.some((sender) => !obstacleOf(sender, carried)) ? null : 21703;
    const sender = namedSender(pool, given, carried);
    const obstacle = sender && obstacleOf(sender, carried);
    return obstacle ? CODE_OF_OBSTACLE[obstacle] : sender ? null : 21711;
  };
  let service = cached;
  let refusal = refusalIn(service);
  if (refusal !== null) {
    service = (await ctx.settings.service(ctx.accountId, cached.id, { fresh: true })) ?? cached;
    refusal = refusalIn(service);
  }
  if (refusal === 21704 || (refusal !== null && service.synchronousValidation)) throw new Refusal(refusal);
  const sender = given === null ? undefined : namedSender(service.pool, given, carried);
  return { service, from: given, sender: sender ?? null, failsWith: refusal };
}

/**
 * @throws Refusal 21212 no sender can be called so, 21266 and 63031 the recipient's own, 21267 a name on trial, 21659 nobody's
 *   here, or a short code abroad, 63007 nobody's channel address, 21660 another account's, 21661 voice only, 21621 no MMS,
 *   21611 its queue is full, 21612 it does not reach the recipient, or with media nobody does, 21910 another channel
 */
async function onItsOwn(
  ctx: Ctx,
  text: string,
  content: Content,
  account: Pick<AccountSettings, "type"> | undefined,
): Promise<Sending> {
  const from = readFrom(text);
  if (from === content.to) throw new Refusal(channelOf(from) === "sms" ? 21266 : 63031);
  const sender = await ownSender(ctx, from, account);
  // Only a service turns media into text.
  if (mustConvert(content)) throw new Refusal(21612, NO_MMS_THERE);
  const obstacle = obstacleOf(sender, { ...content, hasMedia: travelsAsMms(content) });
  if (obstacle) throw new Refusal(CODE_OF_OBSTACLE[obstacle]);
  if (content.numMedia > 0) await assertRoom(ctx, sender, content);
  return { service: null, from: sender.phoneNumber, sender, failsWith: null };
}

/** The account's own sender of this address. A name becomes one when it is first used. @throws Refusal as {@link onItsOwn} */
async function ownSender(
  ctx: Ctx,
  from: string,
  account: Pick<AccountSettings, "type"> | undefined,
): Promise<SenderSettings> {
  let sender = await ctx.settings.sender(from, ctx.accountId);
  if (sender?.accountId !== ctx.accountId) sender = await ctx.settings.sender(from, ctx.accountId, { fresh: true });
  if (isAlphaSender(from)) {
    if (account?.type === "Trial") throw new Refusal(21267);
    return sender ?? nameOfAccount(ctx, from);
  }
  if (!sender) {
    if (channelOf(from) !== "sms") throw new Refusal(63007);
    throw new Refusal(21659, `'From' ${from} is not a phone number or Short Code of this installation`);
  }
  if (sender.accountId !== ctx.accountId) throw new Refusal(21660);
  return sender;
}

/**
 * Who takes over where RCS does not reach. On the simulated carrier it always does, so the sender is judged and never used.
 * @throws Refusal 21664 beside From, 21666 without a service, 21665 no sender of the account for texts, 21667 no RCS in the pool
 * @source behaviour §1.6, §2.8
 */
async function assertFallback(
  ctx: Ctx,
  fallbackFrom: string,
  from: string | undefined,
  service: ServiceSettings | null,
): Promise<void> {
  if (from !== undefined) throw new Refusal(21664);
  if (!service) throw new Refusal(21666);
  const address = parseFrom(fallbackFrom);
  if (address === undefined || channelOf(address) !== "sms") throw new Refusal(21665);
  const mine = async (fresh: boolean) =>
    (await ctx.settings.sender(address, ctx.accountId, { fresh }))?.accountId === ctx.accountId;
  if (!isAlphaSender(address) && !(await mine(false)) && !(await mine(true))) throw new Refusal(21665);
  if (!service.pool.some(({ type }) => type === "rcs")) throw new Refusal(21667);
}

/** What a service's message would fail with a moment later. @throws Refusal 21610 */
async function assertListens(ctx: Ctx, to: string, { service, from }: Sending): Promise<void> {
  const scopes = [
    ...(service ? [{ serviceId: service.id, sender: null }] : []),
    ...(from === null ? [] : [{ serviceId: null, sender: from }]),
  ];
  if (await isOpen(ctx.db.sql, ctx.accountId, to, scopes)) throw new Refusal(21610);
}

/** A message takes its place in the queue only once its files are kept; a queue that is full is told before. @throws Refusal 21611 */
async function assertRoom(ctx: Ctx, sender: SenderSettings, content: Content): Promise<void> {
  const queue = queueOf(sender, { country: content.country, isMms: travelsAsMms(content) });
  const freeAt = (await findPace(ctx.db.sql, [queue])).get(queue) ?? 0;
  if (freeAt > ctx.now().getTime() + QUEUE_SECONDS * 1_000) throw new Refusal(21611);
}

/** The compliance gate of behaviour §7.3, refused at once; in the sandbox it only tells. @throws Refusal 21408 */
export function assertCountryAllowed(account: AccountSettings, { address, country }: Omit<Address, "channel">): void {
  if (account.geoMode !== "live" || (country !== null && account.geoCountries.includes(country))) return;
  throw new Refusal(21408, `${CATALOGUE[21408].message}: ${maskLastFour(address)}`);
}

/** @throws Refusal 21211, 21265, 21268 */
export function readTo(text: string): Address {
  if (isShortCode(text)) throw new Refusal(21265);
  const to = parseAddress(text);
  if (!to) throw new Refusal(21211, `Invalid 'To' Phone Number: ${text}`);
  if (areaCodeOf(to.address) === PREMIUM_AREA) throw new Refusal(21268);
  return to;
}

/** @returns a number, a short code, a name or a channel's address, as senders are called @throws Refusal 21212 */
export function readFrom(text: string): string {
  const from = parseFrom(text);
  if (from === undefined) throw new Refusal(21212, `Invalid 'From' Number: ${text}`);
  return from;
}

const NO_MMS_THERE =
  "Media cannot be sent to this country from a number alone. Send through a Messaging Service with its MMS converter on, or put a link into the text";

/** Empty means that this message has none of its own. @throws Refusal 21609 */
export function readCallback(url: string | undefined): string | null {
  if (!url) return null;
  if (!isHttpUrl(url)) throw new Refusal(21609, `Invalid 'StatusCallback' URL: ${url.slice(0, 200)}`);
  return url;
}

/** @throws Refusal 21624 */
export function readValidity(text: string | undefined): number | null {
  if (!text) return null;
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > VALIDITY_SECONDS_MAX) throw new Refusal(21624);
  return seconds;
}

/** @throws Refusal 20001 */
export function readFlag(name: string, text: string | undefined): boolean | null {
  if (!text) return null;
  const lower = text.toLowerCase();
  if (lower !== "true" && lower !== "false") throw new Refusal(20001, `Bad request: ${name}: Use true or false`);
  return lower === "true";
}

/** A JSON object of at most 10 short texts. @throws Refusal 20001 @source behaviour §1.3 (`tags`) */
export function readTags(text: string | undefined): Record<string, string> | null {
  if (!text) return null;
  const tags = parseJson(text);
  const valid =
    typeof tags === "object" &&
    tags !== null &&
    !Array.isArray(tags) &&
    Object.keys(tags).length <= TAGS_MAX &&
    Object.entries(tags).every(([name, value]) => isTag(name) && isTag(value));
  if (!valid) {
    throw new Refusal(
      20001,
      `Bad request: Tags: Use a JSON object of at most ${TAGS_MAX} texts of 1 to ${TAG_LENGTH_MAX} characters`,
    );
  }
  for (const [name, value] of Object.entries(tags)) storable("Tags", name + value);
  return tags as Record<string, string>;
}

const isTag = (value: unknown) => typeof value === "string" && value !== "" && value.length <= TAG_LENGTH_MAX;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
