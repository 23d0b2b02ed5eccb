import { z } from "zod";
import { rfc2822 } from "@/lib/domain/dates";
import { type Explanation, explain } from "@/lib/domain/errors";
import { maskedHeaders, withoutPassword } from "@/lib/domain/masking";
import { MEDIA_MAX, type Media, travelsAsMms } from "@/lib/domain/media";
import { isShown } from "@/lib/domain/media-type";
import type { Message } from "@/lib/domain/message";
import type { MessageEvent, WebhookAttempt } from "@/lib/domain/message-event";
import { COUNTED_MAX } from "@/lib/domain/message-log";
import { messageResource } from "@/lib/domain/message-resource";
import { type Story, storyOf } from "@/lib/domain/message-story";
import { fromSid, toSid } from "@/lib/domain/sid";
import { signedText, twilioSignature } from "@/lib/domain/signature";
import type { Ctx } from "@/lib/operations/ctx";
import { listMedia } from "@/lib/operations/media";
import { fetchMessage, messageEvents, webhookAttempts } from "@/lib/operations/messages";
import * as contents from "@/lib/store/content";
import { type Feedback, findFeedback } from "@/lib/store/feedback";
import * as messages from "@/lib/store/messages";
import * as services from "@/lib/store/services";
import { type LinkFigures, listOfMessage } from "@/lib/store/short-links";
import { findOwed, type OwedWebhook } from "@/lib/store/webhook-attempts";

export const ReadMessage = z.object({ id: z.uuid() });

/** Decoded names and values in the order they were sent. */
type Params = [name: string, value: string][];

/** A webhook request as it was made, and whether its signature is the one the account's token makes now. */
export type Exchange = Omit<WebhookAttempt, "requestBody"> & {
  /** Name of the event it told. */
  readonly tells: string;
  /** What it said, decoded, in the order it was sent. */
  readonly params: Params;
  /** Null for what is not signed: the fetch of a file. */
  readonly signature: {
    /** The exact text under the signature. */
    readonly signed: string;
    readonly matches: boolean;
  } | null;
};

/** A file as the page shows it. */
export type MediaItem = Pick<Media, "contentType" | "bytes" | "fileName"> & {
  readonly sid: string;
  /** A picture that browsers show. */
  readonly isShown: boolean;
  /** Leads to its bytes for a few minutes. */
  readonly path: string;
};

/** Everything the message page shows. */
export type MessageView = {
  readonly message: Message;
  /** Null without a service, and when it was deleted since. */
  readonly serviceName: string | null;
  readonly story: Story;
  /** How it travels: media go as one MMS, or, where none is taken, as links in its text. */
  readonly carriedAs: "text" | "mms" | "links";
  /** The files that are kept, in the order of the message. */
  readonly media: readonly MediaItem[];
  /** The short links in its text, in their order. */
  readonly links: readonly LinkFigures[];
  /** Whether it did its work; null where nobody asked to be told. */
  readonly feedback: Feedback | null;
  /** The name of the template it came from; null without one, and when it was deleted since. */
  readonly templateName: string | null;
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  /** What failed so far and is tried again: the first of it with its time, and what waits behind it. */
  readonly nextTry: {
    readonly tells: string;
    readonly number: number;
    readonly at: Date;
    readonly behind: string[];
  } | null;
  /** Other messages that failed with the same code since the day before, counted up to {@link COUNTED_MAX}. */
  readonly similar: { readonly count: number; readonly since: Date } | null;
  /** Every code that stands in it, explained: the catalogue itself stays on the server. */
  readonly reasons: Readonly<Record<number, Explanation>>;
  /** The API's own answer for it, and its events, as JSON text. */
  readonly raw: { readonly message: string; readonly events: string };
  readonly asOf: Date;
};

const DAY_MS = 86_400_000;

/** @throws Refusal 20404 if it is not this account's; whether it exists elsewhere is not told. */
export async function readMessage(ctx: Ctx, { id }: z.output<typeof ReadMessage>): Promise<MessageView> {
  const { db, accountId } = ctx;
  const [message, events, attempts, owed, account] = await Promise.all([
    fetchMessage(ctx, id),
    messageEvents(ctx, id).then(withoutPasswords),
    webhookAttempts(ctx, id),
    findOwed(db, accountId, id),
    ctx.settings.account(accountId),
  ]);
  const story = storyOf(message, events);
  const templateId = story.template ? fromSid("HX", story.template.contentSid) : undefined;
  const [service, similar, media, links, feedback, template] = await Promise.all([
    message.serviceId && services.find(db, accountId, message.serviceId),
    message.errorCode && similarTo(ctx, message, message.errorCode),
    message.numMedia > 0 ? mediaOf(ctx, id) : [],
    message.serviceId ? listOfMessage(db, accountId, id) : [],
    findFeedback(db, accountId, id),
    templateId && contents.find(db, accountId, templateId),
  ]);
  return {
    message,
    serviceName: service ? service.friendlyName : null,
    story,
    carriedAs: travelsAsMms(message) ? "mms" : message.numMedia > 0 ? "links" : "text",
    media,
    links,
    feedback: feedback ?? null,
    templateName: template ? template.friendlyName : null,
    nextTry: nextTryOf(owed, events),
    exchanges: attempts.map((attempt) => exchangeOf(attempt, events, account?.authToken ?? "")),
    similar: similar || null,
    reasons: reasonsFor([message, ...attempts], story),
    raw: { message: jsonOf(messageResource(message)), events: jsonOf(events) },
    asOf: ctx.now(),
  };
}

function reasonsFor(rows: readonly { readonly errorCode: number | null }[], { alerts }: Story): MessageView["reasons"] {
  const codes = [...rows.map(({ errorCode }) => errorCode), ...alerts.map(({ code }) => code)];
  return Object.fromEntries(codes.flatMap((code) => (code === null ? [] : [[code, explain(code)]])));
}

async function mediaOf(ctx: Ctx, messageId: string): Promise<MediaItem[]> {
  const { rows } = await listMedia(ctx, messageId, {}, { limit: MEDIA_MAX });
  return rows
    .toSorted((one, other) => one.position - other.position)
    .map(({ contentType, bytes, fileName, ...file }) => {
      const path = ctx.media.signedPath(file, ctx.now());
      return { contentType, bytes, fileName, sid: toSid("ME", file.id), isShown: isShown(contentType), path };
    });
}

/** A password may stand in the address of a file, too. */
const withoutPasswords = (events: readonly MessageEvent[]): MessageEvent[] =>
  events.map((event) => {
    const { request } = event.detail as { request?: { MediaUrl?: readonly string[] } };
    if (!request?.MediaUrl) return event;
    const masked = { ...request, MediaUrl: request.MediaUrl.map(withoutPassword) };
    return { ...event, detail: { ...event.detail, request: masked } };
  });

/** The oldest of those counted tells since when; the message itself is not counted. */
async function similarTo(ctx: Ctx, { createdAt }: Message, errorCode: number): Promise<MessageView["similar"]> {
  const createdFrom = new Date(createdAt.getTime() - DAY_MS);
  const { count, since } = await messages.count(ctx.db, ctx.accountId, { errorCode, createdFrom }, COUNTED_MAX + 1);
  return count > 1 && since ? { count: count - 1, since } : null;
}

/** Name of the event that a webhook is about. */
const toldBy = (webhook: { readonly seq: number; readonly kind: string }, events: readonly MessageEvent[]) =>
  webhook.kind === "click" ? "click" : (events.find(({ seq }) => seq === webhook.seq)?.name ?? "received");

/** What was not tried yet is about to be, which is no news. */
function nextTryOf([first, ...rest]: readonly OwedWebhook[], events: readonly MessageEvent[]): MessageView["nextTry"] {
  if (!first || first.tries === 0) return null;
  const behind = rest.map((webhook) => toldBy(webhook, events));
  return { tells: toldBy(first, events), number: first.tries + 1, at: first.dueAt, behind };
}

function exchangeOf(
  { requestBody, ...attempt }: WebhookAttempt,
  events: readonly MessageEvent[],
  token: string,
): Exchange {
  const isPost = attempt.method === "POST";
  // What is told in JSON is signed by its digest, which stands in the address.
  const isJson = attempt.kind === "click";
  const form: Params = [...new URLSearchParams(isPost && !isJson ? requestBody : "")];
  const query: Params = [...(URL.canParse(attempt.url) ? new URL(attempt.url).searchParams : [])];
  const params = isJson ? Object.entries<string>(JSON.parse(requestBody || "{}")) : isPost ? form : query;
  const sent = Object.entries(attempt.requestHeaders).find(
    ([name]) => name.toLowerCase() === "x-twilio-signature",
  )?.[1];
  return {
    ...attempt,
    url: withoutPassword(attempt.url),
    requestHeaders: maskedHeaders(attempt.requestHeaders),
    responseHeaders: attempt.responseHeaders && maskedHeaders(attempt.responseHeaders),
    tells: toldBy(attempt, events),
    params,
    signature:
      attempt.kind === "media"
        ? null
        : {
            signed: withoutPassword(signedText(attempt.url, form)),
            matches: twilioSignature(token, attempt.url, form) === sent,
          },
  };
}

/** Dates as the 2010 API writes them. */
function jsonOf(value: object): string {
  const dated = Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, one instanceof Date ? rfc2822(one) : one]));
  return JSON.stringify(dated, null, 2);
}
