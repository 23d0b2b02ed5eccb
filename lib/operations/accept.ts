import type { Draft } from "@/lib/domain/draft";
import { Refusal } from "@/lib/domain/errors";
import type { Claim, Message, SendRequest } from "@/lib/domain/message";
import { nextSlot, queuesOf } from "@/lib/domain/pacing";
import { type RoutingHistory, route, turnedAway } from "@/lib/domain/routing";
import type { Accept } from "@/lib/operations/ctx";
import { storeAhead } from "@/lib/operations/store-ahead";
import { findPace, findPast, insertClaimed, insertDrafts, type Past, type Stored } from "@/lib/store/accept";
import type { Db, Sql } from "@/lib/store/db";
import { findAside } from "@/lib/store/sender-health";

/** What is known of the senders, and the time. */
type SendersPast = Pick<RoutingHistory, "now" | "simulatedMps" | "freeAt" | "lastUsed" | "isAside">;

/** What is known of the senders when a batch is routed, beside the time and fresh ids. */
export type AcceptWorld = SendersPast & {
  readonly newId: () => string;
  /** Whose memory will hold the messages; null: nobody's. */
  readonly gatewayId: number | null;
  /** Messages that leave later are not held. */
  readonly holdUntil: Date;
  /** Held ones whose slot opens by then are stored as already on their way; left out: none. */
  readonly leaveUntil?: Date;
};

export type Accepted = {
  /** The message as the request is answered: as it was first accepted, whatever was known to become of it. */
  readonly answer: Message;
  /** As it was stored. */
  readonly message: Message;
  readonly draft: Draft;
  /** Whether it is now in the named gateway's hands. */
  readonly held: boolean;
};

/**
 * Routes and stores requests in one batch, in their order: one read for what is known of the recipients, one statement
 * for everything that is written. Within the batch each message sees what the ones before it did to the senders' queues.
 * @returns for each request what was accepted, or a Refusal: 21611 when the queue of its own sender is full, 21610 when
 *   the recipient opted out of it, 20409 when its idempotency key is another message's
 * @throws Fenced when the named gateway's row is gone; whatever made the INSERT fail
 */
export async function acceptBatch(
  sql: Sql,
  requests: readonly SendRequest[],
  world: AcceptWorld,
): Promise<(Accepted | Refusal)[]> {
  const ids = requests.map(() => world.newId());
  await storeAhead(sql, requests, ids, world.now);
  const { drafts, histories } = await routeBatch(sql, requests, world, ids);
  const stored = await store(sql, world, drafts, requests);

  const refused = stored.flatMap((entry, index) => {
    const request = requests[index];
    return entry?.refused && request?.service ? [{ index, request, code: ASYNCHRONOUS[entry.refused] }] : [];
  });
  if (refused.length > 0) {
    const failures = refused.map(({ index, request, code }) =>
      turnedAway(request, histories[index] as RoutingHistory, code),
    );
    const again = await store(
      sql,
      world,
      failures,
      refused.map(({ request }) => request),
    );
    for (const [position, { index }] of refused.entries()) {
      drafts[index] = failures[position] as Draft;
      stored[index] = again[position];
    }
  }
  return requests.map((request, index) => accepted(request, drafts[index] as Draft, stored[index]));
}

/** What a message of a service fails with, where one with its own sender is refused. @source behaviour §1.4 */
export const ASYNCHRONOUS = { 21610: 21610, 21611: 30001 } as const;

/** Accepts one message where no gateway's memory can hold it: whichever gateway is woken takes it. */
export function acceptOne(
  db: Db,
  { now, newId, simulatedMps }: { now: () => Date; newId: () => string; simulatedMps: number },
): Accept {
  return async (request) => {
    const senders = request.service?.pool ?? (request.sender ? [request.sender] : []);
    const ids = senders.map(({ id }) => id);
    const at = now();
    const [pace, aside] = await Promise.all([findPace(db.sql, queuesOf(senders)), findAside(db.sql, at, ids)]);
    const [result] = await acceptBatch(db.sql, [request], {
      now: at,
      newId,
      simulatedMps,
      gatewayId: null,
      holdUntil: at,
      freeAt: (queue) => pace.get(queue) ?? 0,
      lastUsed: (senderId) => pace.get(senderId) ?? 0,
      isAside: (senderId) => aside.has(senderId),
    });
    if (!result) throw new Error("Nothing became of a message");
    if (result instanceof Refusal) throw result;
    return result.answer;
  };
}

/**
 * Routes requests in their order, after one read for what is known of the recipients. Each sees what the ones before it do
 * to the senders' queues and to the sticky pairs.
 * @param ids of the messages they become
 */
export async function routeBatch(
  sql: Sql,
  requests: readonly SendRequest[],
  world: SendersPast,
  ids: readonly string[],
): Promise<{ drafts: Draft[]; histories: RoutingHistory[] }> {
  const asking = requests.filter(throughService);
  const known = await findPast(
    sql,
    asking.map(({ accountId, service, to }) => ({ accountId, serviceId: service.id, to })),
  );
  const past = new Map<SendRequest, Past>();
  const sticky = new Map<string, string>();
  for (const [index, request] of asking.entries()) {
    const { stickySenderId, optedOutOf } = known[index] ?? NOTHING_KNOWN;
    past.set(request, { stickySenderId, optedOutOf });
    if (stickySenderId !== undefined) sticky.set(pairOf(request), stickySenderId);
  }
  const freeAt = new Map<string, number>();
  const lastUsed = new Map<string, number>();
  const now = world.now.getTime();
  const histories: RoutingHistory[] = [];
  const drafts = requests.map((request, index) => {
    const history: RoutingHistory = {
      id: ids[index] ?? "",
      now: world.now,
      simulatedMps: world.simulatedMps,
      stickySenderId: throughService(request) ? sticky.get(pairOf(request)) : undefined,
      optedOutOf: past.get(request)?.optedOutOf ?? [],
      freeAt: (queue) => freeAt.get(queue) ?? world.freeAt(queue),
      lastUsed: (senderId) => lastUsed.get(senderId) ?? world.lastUsed(senderId),
      isAside: world.isAside,
    };
    histories.push(history);
    const draft = route(request, history);
    const { pace, message } = draft;
    if (draft.sticky && throughService(request)) sticky.set(pairOf(request), draft.sticky.numberId);
    if (message.senderId !== null && pace !== null) {
      freeAt.set(pace.queue, nextSlot(history.freeAt(pace.queue), now, pace.mps, message.segments).freeAt);
      lastUsed.set(message.senderId, now + index);
    }
    return draft;
  });
  return { drafts, histories };
}

type ThroughService = SendRequest & { readonly service: NonNullable<SendRequest["service"]> };

/** What becomes of the others depends on nobody's past. */
const throughService = (request: SendRequest): request is ThroughService =>
  request.service !== null && request.sendAt === null && request.failsWith === null;

const NOTHING_KNOWN: Past = { stickySenderId: undefined, optedOutOf: [] };

const pairOf = (request: ThroughService) => `${request.service.id} ${request.to}`;

/** Those whose idempotency key is taken are undefined; a batch without keys costs nothing more. */
function store(sql: Sql, world: AcceptWorld, drafts: readonly Draft[], requests: readonly SendRequest[]) {
  const claims = new Map<number, Claim>();
  for (const [index, { claim }] of requests.entries()) if (claim) claims.set(index, claim);
  return claims.size === 0 ? insertDrafts(sql, world, drafts) : insertClaimed(sql, world, drafts, claims);
}

function accepted(request: SendRequest, draft: Draft, stored: Stored | undefined): Accepted | Refusal {
  if (!stored) return new Refusal(20409);
  if (stored.refused) return new Refusal(stored.refused);
  const [first] = draft.events;
  const queued = { ...draft.message, leaveAt: stored.leaveAt };
  const answer = { ...queued, status: first.name, errorCode: null, body: request.body, seq: 0 };
  const message = stored.leaves ? ({ ...queued, status: "sending", attempt: 1, seq: queued.seq + 1 } as const) : queued;
  return { answer, message, draft, held: stored.held };
}
