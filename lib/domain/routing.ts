import { channelOf } from "@/lib/domain/address";
import { statusCallbackParams } from "@/lib/domain/callback";
import { decisionOf } from "@/lib/domain/decision";
import type { Draft, DraftEvent } from "@/lib/domain/draft";
import { withShortLinks } from "@/lib/domain/link-shortening";
import { mustConvert, travelsAsMms, withLinks } from "@/lib/domain/media";
import type { Message, SendRequest } from "@/lib/domain/message";
import { paceOf, queuedSegments, queueOf, rateOf } from "@/lib/domain/pacing";
import { countSegments } from "@/lib/domain/segmentation";
import {
  type CompiledPool,
  compilePool,
  isRemembered,
  type Selection,
  type SelectionHistory,
  selectSender,
} from "@/lib/domain/sender-selection";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { smartEncode } from "@/lib/domain/smart-encoding";

/** The world a message is routed in: the time, a new id, and what is known of the senders' past. */
export type RoutingHistory = {
  readonly id: string;
  readonly now: Date;
  /** Rate of simulated senders without one of their own, segments a second. */
  readonly simulatedMps: number;
  /** Who this recipient last heard from in the request's service. */
  readonly stickySenderId: string | undefined;
  /** What this recipient opted out of: the id of the request's service, and numbers. */
  readonly optedOutOf: readonly string[];
  /** When the next slot of the queue of this name opens, ms since epoch; 0 for a free one. */
  readonly freeAt: (queue: string) => number;
  /** When it last took a message, ms since epoch; 0 for never. */
  readonly lastUsed: (senderId: string) => number;
  /** Whether the sender is set aside because more of its messages fail than usual. */
  readonly isAside?: ((senderId: string) => boolean) | undefined;
};

/**
 * Decides everything about a new message that is decided before it is stored: its sender and why, its text and segments,
 * its validity, and what its first events say. A message of a service is accepted and, in the same breath, queued or
 * failed; a scheduled one waits with everything still open, and so does one whose files are still to be fetched.
 * @source behaviour §1.2, §1.4, §2.1
 */
export function route(request: SendRequest, history: RoutingHistory): Draft {
  const { service, sender, origin } = request;
  if (request.sendAt) {
    return draft(request, history, { status: "scheduled", from: request.from }, [event("scheduled", { origin })]);
  }
  // A reply's sender is known as that of a message of its own is. @source behaviour §4.3, our choice: it begins as queued
  if (!service || request.direction === "outbound-reply") {
    if (!sender) return failed(request, history, event("queued", { origin }), UNKNOWN_SENDER);
    const first = event("queued", { origin, rule: "from" });
    return awaitsMedia(request)
      ? draft(request, history, boundTo(sender), [first])
      : queued(request, history, sender, null, [first]);
  }
  const hopeless = request.failsWith ?? hopelessIn(service, request, history);
  if (hopeless !== null) {
    const { decision } = select(request, service, history);
    return failed(request, history, event("accepted", { origin, decision }), hopeless);
  }
  if (awaitsMedia(request)) {
    return draft(request, history, { status: "accepted", from: request.from }, [event("accepted", { origin })]);
  }
  const { selection, chosen, decision } = select(request, service, history);
  const accepted = event("accepted", { origin, decision });
  if (!selection.ok || !chosen) {
    return failed(request, history, accepted, selection.ok ? UNKNOWN_SENDER : selection.code);
  }
  if (history.optedOutOf.includes(chosen.phoneNumber)) return failed(request, history, accepted, OPTED_OUT);
  const sticky = stickyAfter(request, service, selection, history);
  return queued(request, history, chosen, sticky, [accepted, event("queued")]);
}

/** A message of a service that is accepted and goes nowhere: its queue is full (30001), or its recipient opted out (21610). */
export function turnedAway(request: SendRequest, history: RoutingHistory, errorCode: 21610 | 30001): Draft {
  return failed(request, history, event("accepted", { origin: request.origin }), errorCode);
}

/** What no sender of the service could change. */
function hopelessIn(service: ServiceSettings, request: SendRequest, { optedOutOf }: RoutingHistory): number | null {
  if (optedOutOf.includes(service.id)) return OPTED_OUT;
  return mustConvert(contentOf(request)) && !service.mmsConverter ? NO_MMS_THERE : null;
}

/** Never past the opt-out by another sender: that would be the same as not having heard. @source behaviour §1.4, §5.2 */
const OPTED_OUT = 21610;

/** From is not, or no longer, a number that can send for this account. @source behaviour §1.4 */
const UNKNOWN_SENDER = 21606;

/** The recipient's country takes no MMS, and the service does not turn it into text. @source behaviour §2.9 */
const NO_MMS_THERE = 30011;

/** Whether its files are still to be fetched: it has no slot before. */
const awaitsMedia = ({ media }: Pick<SendRequest, "media">) => media !== undefined && !media.kept;

/** How a message travels follows from this. */
const contentOf = ({ direction, to, country, media }: SendRequest) => ({
  direction,
  to,
  country,
  numMedia: media === undefined ? 0 : media.kept ? media.count : media.urls.length,
});

const event = (name: DraftEvent["name"], detail: DraftEvent["detail"] = {}, errorCode: number | null = null) => ({
  name,
  errorCode,
  detail,
});

/** A pool is compiled once; settings are never changed in place. */
const compiled = new WeakMap<ServiceSettings, Pool>();
type Pool = Omit<CompiledPool, "byId"> & { readonly byId: ReadonlyMap<string, SenderSettings> };

function poolOf(service: ServiceSettings): Pool {
  const known = compiled.get(service);
  if (known) return known;
  const pool = { ...compilePool(service.pool), byId: new Map(service.pool.map((sender) => [sender.id, sender])) };
  compiled.set(service, pool);
  return pool;
}

function select(request: SendRequest, service: ServiceSettings, history: RoutingHistory) {
  const pool = poolOf(service);
  const now = history.now.getTime();
  const isMms = travelsAsMms(contentOf(request));
  const way = { country: request.country, isMms };
  const past: SelectionHistory = {
    stickySenderId: history.stickySenderId,
    lastUsed: history.lastUsed,
    isAside: history.isAside,
    queuedSegments: (senderId) => {
      const sender = pool.byId.get(senderId);
      if (!sender) return 0;
      return queuedSegments(history.freeAt(queueOf(sender, way)), now, rateOf(sender, way, history.simulatedMps));
    },
  };
  const selection = selectSender(
    { to: request.to, country: request.country, hasMedia: isMms, from: request.from },
    pool,
    past,
    service,
  );
  return {
    selection,
    chosen: selection.ok ? pool.byId.get(selection.senderId) : undefined,
    decision: decisionOf(selection, pool, service.revision, past),
  };
}

/** Remembers a first sender, and replaces one that the rules passed over. @source behaviour §2.3 */
function stickyAfter(
  request: SendRequest,
  service: ServiceSettings,
  selection: Extract<Selection, { ok: true }>,
  { stickySenderId, isAside }: RoutingHistory,
): Draft["sticky"] {
  if (request.from !== null || stickySenderId === selection.senderId) return null;
  const chosen = poolOf(service).byId.get(selection.senderId);
  if (!chosen || !isRemembered(chosen.type)) return null;
  if (stickySenderId !== undefined) {
    // Who is only away for a while is known again afterwards.
    const isAway = poolOf(service).byId.get(stickySenderId)?.paused || isAside?.(stickySenderId);
    if (isAway || !service.stickySender) return null;
  }
  return { numberId: selection.senderId, replaces: stickySenderId ?? null };
}

function queued(
  request: SendRequest,
  history: RoutingHistory,
  sender: SenderSettings,
  sticky: Draft["sticky"],
  events: Draft["events"],
): Draft {
  const way = { country: request.country, isMms: travelsAsMms(contentOf(request)) };
  const pace = paceOf(sender, way, history.simulatedMps);
  return { ...draft(request, history, boundTo(sender), events), pace, sticky };
}

const boundTo = ({ id: senderId, carrierId, phoneNumber }: SenderSettings) =>
  ({ status: "queued", senderId, carrierId, from: phoneNumber }) as const;

function failed(request: SendRequest, history: RoutingHistory, accepted: DraftEvent, errorCode: number): Draft {
  const fields = { status: "failed", errorCode, from: request.from } as const;
  return draft(request, history, fields, [accepted, event("failed", {}, errorCode)]);
}

function draft(
  request: SendRequest,
  { id, now }: RoutingHistory,
  decided: Pick<Message, "status" | "from"> & Partial<Pick<Message, "errorCode" | "senderId" | "carrierId">>,
  events: Draft["events"],
): Draft {
  const { media, template, links = [] } = request;
  const shortened = links.length > 0 ? withShortLinks(request.body, links) : request.body;
  const text = request.smartEncoded ? smartEncode(shortened) : shortened;
  const body = media?.kept ? withLinks(text, media.links) : text;
  const content = contentOf(request);
  const { encoding, segments } = countSegments(body);
  const validFrom = request.sendAt ?? now;
  const message: Message = {
    id,
    accountId: request.accountId,
    serviceId: request.service?.id ?? null,
    senderId: null,
    carrierId: null,
    direction: request.direction,
    fromGiven: request.from !== null,
    to: request.to,
    country: request.country,
    body,
    encoding,
    segments: travelsAsMms(content) || channelOf(decided.from ?? request.to) !== "sms" ? 1 : segments,
    numMedia: content.numMedia,
    errorCode: null,
    price: null,
    statusCallback: request.statusCallback,
    tags: request.tags,
    createdAt: now,
    updatedAt: now,
    sentAt: null,
    leaveAt: null,
    expiresAt: new Date(validFrom.getTime() + request.validityPeriodSeconds * 1_000),
    sendAt: request.sendAt,
    redactedAt: null,
    attempt: 0,
    seq: events.length - 1,
    ...decided,
  };
  const [first, second] = events;
  const asked = {
    ...(body !== request.body && { Body: request.body }),
    ...(media && !media.kept && { MediaUrl: media.urls }),
    ...(template && { ContentSid: template.contentSid, ContentVariables: template.variables }),
  };
  const tellsRequest =
    Object.keys(asked).length === 0 ? first : { ...first, detail: { ...first.detail, request: asked } };
  const told = second && message.statusCallback !== null;
  return {
    message,
    events: second ? [tellsRequest, second] : [tellsRequest],
    callback: told ? statusCallbackParams(message, message.status, { errorCode: message.errorCode }) : null,
    pace: null,
    sticky: null,
  };
}
