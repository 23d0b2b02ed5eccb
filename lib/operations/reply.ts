import { parseAddress, parseSender } from "@/lib/domain/address";
import { Refusal } from "@/lib/domain/errors";
import { mustConvert, travelsAsMms } from "@/lib/domain/media";
import type { SendRequest } from "@/lib/domain/message";
import { RATE_SECONDS, withinReplyRate } from "@/lib/domain/reply-session";
import { CODE_OF_OBSTACLE, obstacleOf } from "@/lib/domain/sender-selection";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { fromSid } from "@/lib/domain/sid";
import type { TwimlMessage, TwimlProblem } from "@/lib/domain/twiml";
import type { Settings } from "@/lib/operations/ctx";
import { assertCountryAllowed, VALIDITY_SECONDS_MAX } from "@/lib/operations/send";
import type { Sql } from "@/lib/store/db";
import { countRecentReplies } from "@/lib/store/replies";

/** An inbound message as its webhook told of it: it may have been deleted since. */
export type Answered = {
  readonly accountId: string;
  /** Parameters of the webhook: `MessageSid`, `From`, `To`, `MessagingServiceSid`. */
  readonly params: Readonly<Record<string, string>>;
};

/** What replies come down to: what can be sent, and what is wrong with the rest. */
export type Requested = { readonly requests: readonly SendRequest[]; readonly problems: readonly TwimlProblem[] };

/** Asks for each reply; one that cannot be sent is a problem, and the others are sent. */
export async function requestReplies(
  settings: Settings,
  answered: Answered,
  messages: readonly TwimlMessage[],
): Promise<Requested> {
  const requests: SendRequest[] = [];
  const problems: TwimlProblem[] = [];
  for (const message of messages) {
    try {
      requests.push(await replyRequest(settings, answered, message));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ code: error.code, detail: error.detail });
    }
  }
  return { requests, problems };
}

/** Leaves out what would go too often from one number to another. @source behaviour §3.6 (14107) */
export async function withinRate(sql: Sql, now: Date, batch: readonly Requested[]): Promise<Requested[]> {
  const recipients = batch.flatMap(({ requests }) => requests.map(({ to }) => to));
  if (recipients.length === 0) return [...batch];
  const recent = await countRecentReplies(sql, recipients, new Date(now.getTime() - RATE_SECONDS * 1_000));
  return batch.map(({ requests, problems }) => {
    const allowed: SendRequest[] = [];
    const refused: TwimlProblem[] = [];
    for (const request of requests) {
      const pair = `${request.from} ${request.to}`;
      const before = recent.get(pair) ?? 0;
      if (withinReplyRate(before)) {
        recent.set(pair, before + 1);
        allowed.push(request);
      } else {
        refused.push({ code: 14107, detail: `From ${request.from} to ${request.to}` });
      }
    }
    return { requests: allowed, problems: [...problems, ...refused] };
  });
}

/**
 * What a `<Message>` asks to be sent: to whoever wrote, from the number that was written to, unless it says otherwise. It
 * belongs to the service whose webhook asked for it.
 * @throws Refusal 14101 To, 14102 and 14108 From, 21612 out of reach, 21621 no MMS, 21408 country not allowed, 20005 account not active
 * @source behaviour §4.3
 */
async function replyRequest(
  settings: Settings,
  { accountId, params }: Answered,
  { to: given, from, body, media, statusCallback }: TwimlMessage,
): Promise<SendRequest> {
  const account = await settings.account(accountId);
  if (account?.status !== "active") throw new Refusal(20005);
  const to = parseAddress(given ?? params.From ?? "");
  if (!to) throw new Refusal(14101, quoted(given));
  const sender = await findSender(settings, accountId, from ?? params.To ?? "");
  if (!sender) throw new Refusal(14102, quoted(from));
  if (sender.phoneNumber === to.address) throw new Refusal(14101, quoted(given));
  assertCountryAllowed(account, to);
  const content = {
    direction: "outbound-reply",
    to: to.address,
    country: to.country,
    numMedia: media.length,
  } as const;
  const obstacle = obstacleOf(sender, { ...content, hasMedia: travelsAsMms(content) });
  if (obstacle) throw new Refusal(obstacle === "no sms" ? 14108 : CODE_OF_OBSTACLE[obstacle], quoted(from));
  const service = await findService(settings, accountId, params.MessagingServiceSid, sender);
  if (mustConvert(content) && !service?.mmsConverter) throw new Refusal(21612, quoted(to.address));
  return {
    accountId,
    to: to.address,
    country: to.country,
    service,
    from: sender.phoneNumber,
    sender,
    body,
    media: media.length > 0 ? { kept: false, urls: media } : undefined,
    smartEncoded: service?.smartEncoding ?? false,
    direction: "outbound-reply",
    statusCallback: statusCallback ?? service?.statusCallback ?? null,
    validityPeriodSeconds: service?.validityPeriod ?? VALIDITY_SECONDS_MAX,
    sendAt: null,
    tags: null,
    failsWith: null,
    origin: { via: "reply", actor: params.MessageSid ?? "" },
  };
}

async function findSender(settings: Settings, accountId: string, text: string): Promise<SenderSettings | undefined> {
  const address = parseSender(text)?.address;
  if (address === undefined) return undefined;
  let sender = await settings.sender(address, accountId);
  if (sender?.accountId !== accountId) sender = await settings.sender(address, accountId, { fresh: true });
  return sender?.accountId === accountId ? sender : undefined;
}

/** @source behaviour §4.3, our choice: the service only when its own webhook was asked */
async function findService(
  settings: Settings,
  accountId: string,
  sid: string | undefined,
  sender: SenderSettings,
): Promise<ServiceSettings | null> {
  const id = sid && fromSid("MG", sid);
  if (!id || sender.serviceId !== id) return null;
  const service = await settings.service(accountId, id);
  return service && !service.useInboundWebhookOnNumber ? service : null;
}

const quoted = (text: string | null): string | undefined => text?.slice(0, 100);
