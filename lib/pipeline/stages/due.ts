import { CatchUp } from "@/lib/domain/catch-up";
import type { Draft } from "@/lib/domain/draft";
import { mustConvert, travelsAsMms } from "@/lib/domain/media";
import { linkPath } from "@/lib/domain/media-link";
import type { Message, SendMedia, SendRequest } from "@/lib/domain/message";
import { paceOf } from "@/lib/domain/pacing";
import { namedSender } from "@/lib/domain/sender-selection";
import { ASYNCHRONOUS, routeBatch } from "@/lib/operations/accept";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import type { Holding } from "@/lib/pipeline/holding";
import type { PaceView } from "@/lib/pipeline/pace-view";
import type { MakeStep } from "@/lib/pipeline/steps";
import { assignDrafts } from "@/lib/store/accept";
import { takeDue } from "@/lib/store/due";
import { findMediaOf } from "@/lib/store/media";
import { findWebhooksOf, type Webhook } from "@/lib/store/webhooks";

/** Few, so that a request that comes meanwhile does not wait long for its turn. */
const BATCH_MAX = 100;
/** Taken so long before they are due, so that each leaves at its slot and not at our next look. */
const AHEAD_MS = 2_000;
/** As in the accept stage: what leaves later goes back to the database. */
const HOLD_MS = 5_000;

export type DueStage = {
  /** Takes messages that nobody holds. @returns how many */
  take(): Promise<number>;
  /** Gives a message its sender and its slot: its time has come, and its files are kept. */
  assign(held: Held): Promise<void>;
};

/**
 * What waits in `message_due` (scheduled, made by the console, paced further ahead, handed back) comes into memory shortly
 * before its time. A message that had to wait gets its sender only now, by the pool and the rules of this moment.
 * @source behaviour §1.7
 */
export function createDueStage(
  { db, settings, media, now, simulatedMps }: Pick<PipelineDeps, "db" | "settings" | "media" | "now" | "simulatedMps">,
  {
    gatewayId,
    holding,
    pace,
    step,
    takeUp,
    handOn,
    tell,
  }: {
    gatewayId: number;
    holding: Holding;
    pace: PaceView;
    step: MakeStep;
    /** Goes on with a message where its status says it stands. */
    takeUp: (held: Held) => void;
    /** Goes on with a message that has its slot. */
    handOn: (held: Held) => void;
    tell: (webhook: Webhook) => void;
  },
): DueStage {
  const catchUp = new CatchUp();
  const batcher = createBatcher<Held, undefined>({ itemsMax: BATCH_MAX, delayMs: 5, run: assignAll });

  async function assignAll(batch: readonly Held[]): Promise<undefined[]> {
    const links = await linksFor(batch.map(({ message }) => message));
    const requests = await Promise.all(batch.map(({ message }) => requestOf(message, links.get(message.id) ?? [])));
    const ready = batch.flatMap((held, index) => {
      const request = requests[index];
      return typeof request === "object" ? [{ held, request }] : [];
    });
    const at = now();
    const { drafts } = await routeBatch(
      db.sql,
      ready.map(({ request }) => request),
      { now: at, simulatedMps, freeAt: pace.freeAt, lastUsed: pace.lastUsed, isAside: pace.isAside },
      ready.map(({ held }) => held.message.id),
    );
    const routed = ready.map(({ held }, index) => ({ held, draft: drafts[index] as Draft }));
    const sendable = routed.filter(({ draft }) => draft.message.errorCode === null);
    const assigned = await assignDrafts(
      db.sql,
      { gatewayId, now: at, holdUntil: new Date(at.getTime() + HOLD_MS) },
      sendable.map(({ held, draft }) => dueDraft(held.message, draft)),
    );
    for (const [index, { held, draft }] of sendable.entries()) settle(held, draft, assigned[index], at);

    const failing = [
      ...batch.flatMap((held, index) => (typeof requests[index] === "number" ? [{ held, code: requests[index] }] : [])),
      ...routed.flatMap(({ held, draft }) =>
        draft.message.errorCode === null ? [] : [{ held, code: draft.message.errorCode }],
      ),
      ...sendable.flatMap(({ held }, index) => failureOf(held, assigned[index])),
    ];
    await Promise.all(failing.map(({ held, code }) => step(held, { to: "failed", errorCode: code, release: true })));
    return batch.map(() => undefined);
  }

  function settle(held: Held, { message, callback, pace: taken }: Draft, assigned: Assigned, at: Date): void {
    if (assigned?.refused) return;
    if (!assigned) {
      holding.letGo(held.message.id);
      return;
    }
    const { id: messageId, accountId, statusCallback: url, createdAt, expiresAt, sendAt } = held.message;
    const { leaveAt, seq } = assigned;
    held.message = { ...message, createdAt, expiresAt, sendAt, leaveAt, seq };
    pace.learn(held.message, taken, at);
    if (callback && url !== null) {
      tell({ messageId, seq, kind: "status", accountId, url, method: "POST", params: callback, dueAt: at, attempt: 0 });
    }
    if (assigned.held) handOn(held);
    else holding.letGo(messageId);
  }

  /** The public addresses of the files of those that leave as text. */
  async function linksFor(messages: readonly Message[]): Promise<Map<string, string[]>> {
    const converted = messages.filter(mustConvert).map(({ id }) => id);
    if (converted.length === 0) return new Map();
    const files = await findMediaOf(db.sql, converted);
    const urlsOf = (id: string) =>
      (files.get(id) ?? []).flatMap(({ link }) => (link === null ? [] : [media.publicUrl + linkPath(link)]));
    return new Map(converted.map((id) => [id, urlsOf(id)]));
  }

  /** What would be asked for now, or the code the message fails with. @source behaviour §1.7 (emptied or deleted service) */
  async function requestOf(message: Message, links: readonly string[]): Promise<SendRequest | number> {
    const kept = message.numMedia > 0 ? ({ kept: true, count: message.numMedia, links } as const) : undefined;
    if (message.serviceId === null) {
      const sender = await settings.sender(message.from ?? "", message.accountId);
      return sender?.accountId === message.accountId ? again(message, null, sender, kept) : 21606;
    }
    const service = await settings.service(message.accountId, message.serviceId);
    if (!service) return 21701;
    if (service.pool.length === 0) return 21704;
    const hasMedia = travelsAsMms(message);
    const sender = message.fromGiven
      ? namedSender(service.pool, message.from ?? "", { ...message, hasMedia })
      : undefined;
    return again(message, service, sender ?? null, kept);
  }

  /** Goes on with a message, or hands it back for later if its queue is behind. */
  async function keepPace(held: Held): Promise<void> {
    const { message } = held;
    const at = await departureOf(message).catch(() => undefined);
    if (at !== undefined && at > now().getTime() + HOLD_MS) {
      const dueAt = new Date(Math.min(at, message.expiresAt?.getTime() ?? at));
      held.settled = step(held, { to: message.status, event: "put-off", release: true, dueAt });
      return;
    }
    if (at !== undefined) message.leaveAt = new Date(at);
    takeUp(held);
  }

  /**
   * When a message leaves whose queue is, or was just now, behind; undefined: at its slot, if it has one. Rejects when it
   * is not known whose message it is.
   */
  async function departureOf(message: Message): Promise<number | undefined> {
    const at = message.status === "queued" ? message.leaveAt?.getTime() : undefined;
    const current = now().getTime();
    if (at === undefined || (catchUp.isDone && !catchUp.isLate(at, current))) return undefined;
    const sender = await settings.sender(message.from ?? "", message.accountId);
    if (!sender) return undefined;
    const way = { country: message.country, isMms: travelsAsMms(message) };
    return catchUp.departure(paceOf(sender, way, simulatedMps), at, message.segments, current);
  }

  function again(
    message: Message,
    service: SendRequest["service"],
    sender: SendRequest["sender"],
    media: SendMedia | undefined,
  ): SendRequest {
    return {
      accountId: message.accountId,
      to: message.to,
      country: message.country,
      service,
      from: message.fromGiven ? message.from : null,
      sender,
      body: message.body,
      smartEncoded: false,
      media,
      direction: message.direction === "outbound-reply" ? "outbound-reply" : "outbound-api",
      statusCallback: message.statusCallback,
      validityPeriodSeconds: 0,
      sendAt: null,
      tags: message.tags,
      failsWith: null,
      origin: SCHEDULED,
    };
  }

  return {
    async take() {
      const limit = Math.min(BATCH_MAX, holding.room);
      if (limit === 0) return 0;
      const taken = await takeDue(db.sql, gatewayId, new Date(now().getTime() + AHEAD_MS), limit);
      if (taken.length === 0) return 0;
      const ids = taken.map(({ id }) => id);
      for (const webhook of await findWebhooksOf(db.sql, gatewayId, ids)) tell(webhook);
      const ours = taken.toSorted(bySlot).flatMap((message) => holding.add(message, { viaDue: true }) ?? []);
      for (const held of ours) await keepPace(held);
      return taken.length;
    },
    async assign(held) {
      await batcher.add(held);
    },
  };
}

/** In the order in which they were accepted, where slots are the same: ids grow. */
const bySlot = (one: Message, other: Message) =>
  (one.leaveAt?.getTime() ?? 0) - (other.leaveAt?.getTime() ?? 0) || (one.id < other.id ? -1 : 1);

type Assigned = Awaited<ReturnType<typeof assignDrafts>>[number];

const failureOf = (held: Held, assigned: Assigned) =>
  assigned?.refused ? [{ held, code: ASYNCHRONOUS[assigned.refused] }] : [];

/** Whoever asked is told by the first event; this is only the request's second half. */
const SCHEDULED = { via: "api", actor: "" } as const;

/** The draft as the second beginning of a message: one event, which says why this sender. */
function dueDraft(message: Message, draft: Draft): Draft {
  const { origin: _, ...why } = draft.events[0].detail;
  return {
    ...draft,
    message: { ...draft.message, expiresAt: message.expiresAt, sendAt: message.sendAt },
    events: [{ name: "queued", errorCode: null, detail: why }],
  };
}
