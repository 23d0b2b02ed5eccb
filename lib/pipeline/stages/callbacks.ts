import { numbered } from "@/lib/domain/callback";
import { Refusal } from "@/lib/domain/errors";
import { Fifo } from "@/lib/domain/fifo";
import type { ServiceSettings } from "@/lib/domain/settings";
import { fromSid } from "@/lib/domain/sid";
import { TimeQueue } from "@/lib/domain/time-queue";
import { retryPause } from "@/lib/domain/webhook-retry";
import type { PipelineDeps, WebhookAnswer } from "@/lib/pipeline/deps";
import { hear } from "@/lib/pipeline/heard";
import type { Lease } from "@/lib/pipeline/lease";
import { createLooking } from "@/lib/pipeline/looking";
import { type Parked, Parking } from "@/lib/pipeline/parking";
import { createReplies } from "@/lib/pipeline/replies";
import { CONNECTIONS_PER_HOST } from "@/lib/pipeline/webhook-client";
import { createSettler, outcomeOf } from "@/lib/pipeline/webhook-outcome";
import {
  type FoundWebhook,
  findWebhooks,
  findWebhooksOf,
  takeWebhooks,
  type Webhook,
  type WebhookCursor,
} from "@/lib/store/webhooks";

/**
 * Webhooks in memory, about 1.5 kB each: in all, for one host that answers, and for one that did not last time. The rest
 * waits in `webhook_due`.
 */
const MEMORY_MAX = 40_000;
const MEMORY_PER_HOST_MAX = 10_000;
const MEMORY_PER_TROUBLED_HOST_MAX = 100;
/** Requests under way: in all, and to a host that did not answer last time; one that answers has all its connections. */
const IN_FLIGHT_MAX = 1_024;
/** All hosts in trouble together leave this half to the others. */
const IN_FLIGHT_TROUBLED_MAX = 512;
const IN_FLIGHT_PER_TROUBLED_HOST_MAX = 8;
/** Rows a look into `webhook_due` reads at a time. */
const PAGE = 1_000;
/** What cannot be done now is tried again after this. */
const RETRY_MS = 1_000;
/** What waits longer than this waits outside: its message is parked. */
const PARK_FROM_MS = 4_000;
/** Those whose time has come are fetched together. */
const UNPARK_EVERY_MS = 200;

export type CallbackStage = {
  /** Takes a webhook whose row is stored. Beyond what memory holds it stays in the database and is found again. */
  tell(webhook: Webhook): void;
  /** Takes what nobody holds. @returns how many */
  take(): Promise<number>;
  /** Looks through our rows for what is not in memory; resolves after one whole look, or when it cannot be had. */
  refill(): Promise<void>;
  /** In memory. */
  readonly waiting: number;
  /** Messages that wait outside for their next try. */
  readonly parked: number;
  readonly inFlight: number;
  /** Answered, and not recorded yet. */
  readonly recording: number;
  stop(): void;
};

type Host = {
  readonly name: string;
  /** The first webhook of each message that has some for this host. */
  readonly ready: Fifo<Webhook>;
  inFlight: number;
  inMemory: number;
  troubled: boolean;
  /** It has rows that memory had no room for: new ones wait behind them. */
  spilled: boolean;
};

/**
 * Makes webhooks: those of one message in order, each after the one before it ended; different messages and hosts side by
 * side. A host that does not answer takes up its own few places and nobody else's.
 * @source behaviour §4.4; trust R15–R17
 */
export function createCallbackStage(
  {
    db,
    settings,
    callWebhook,
    now,
    elapsed,
    random,
    newId,
    simulatedMps,
    log,
  }: Pick<
    PipelineDeps,
    "db" | "settings" | "callWebhook" | "now" | "elapsed" | "random" | "newId" | "simulatedMps" | "log"
  >,
  { gatewayId, lease }: { gatewayId: number; lease: Lease },
): CallbackStage {
  const hosts = new Map<string, Host>();
  /** Each message's webhooks in memory, in order; the first is ready, under way, or waits for its next try. */
  const byMessage = new Map<string, Webhook[]>();
  const retries = new TimeQueue<Webhook>();
  /** Messages whose first webhook waits long, with all they have: in the database, and by name here. */
  const parking = new Parking();
  /** Hosts with something ready, when all places they may have are taken. */
  const turns = new Set<Host>();
  let inMemory = 0;
  let inFlight = 0;
  let inFlightTroubled = 0;
  /** Answered, and not recorded yet. */
  let recording = 0;
  /** Some were left in the database because memory as a whole was full. */
  let memoryFull = false;
  let stopped = false;
  let retryTimer: NodeJS.Timeout | undefined;
  let unparking = false;
  let unparkFrom = 0;
  let spills = 0;
  /** What was settled while a page of rows is being read: the page may still show it. */
  let settledMeanwhile: Set<string> | undefined;

  const looking = createLooking({ elapsed, log }, lookThrough);
  const settle = createSettler({ db, now, log }, { gatewayId, ended: () => stopped });
  const settleHeard = createReplies(
    { db, settings, now, newId, simulatedMps, log },
    { gatewayId, settle, ended: () => stopped },
  );

  function hostOf(url: string): Host {
    const name = hostName(url);
    let host = hosts.get(name);
    if (!host) {
      host = { name, ready: new Fifo(), inFlight: 0, inMemory: 0, troubled: false, spilled: false };
      hosts.set(name, host);
    }
    return host;
  }

  function tell(webhook: Webhook): void {
    if (stopped) return;
    const host = hostOf(webhook.url);
    const parked = parkedOf(webhook, host);
    if (parking.has(parked)) {
      // One that was tried is told of only when somebody wants it now.
      if (webhook.attempt > 0) hurry(parked);
      return;
    }
    if (!host.spilled && hasRoom(host)) {
      admit(webhook, host);
      return;
    }
    host.spilled = true;
    spills += 1;
  }

  function hasRoom(host: Host): boolean {
    if (inMemory >= MEMORY_MAX) memoryFull = true;
    return inMemory < MEMORY_MAX && host.inMemory < memoryOf(host);
  }

  /** What a look into the rows found at the very instant it was told of is in memory already. */
  function admit(webhook: Webhook, host: Host): void {
    if (isInMemory(webhook)) return;
    inMemory += 1;
    host.inMemory += 1;
    const queue = byMessage.get(webhook.messageId);
    if (queue) {
      queue.push(webhook);
      return;
    }
    byMessage.set(webhook.messageId, [webhook]);
    begin(webhook, host);
  }

  /** Its turn in its message has come; its time may not have. */
  function begin(webhook: Webhook, host: Host): void {
    if (webhook.dueAt > now()) {
      putOff(webhook);
      return;
    }
    host.ready.push(webhook);
    pump(host);
  }

  function pump(host: Host): void {
    turns.delete(host);
    while (!stopped && host.ready.size > 0 && host.inFlight < placesOf(host)) {
      if (inFlight >= IN_FLIGHT_MAX || (host.troubled && inFlightTroubled >= IN_FLIGHT_TROUBLED_MAX)) {
        turns.add(host);
        return;
      }
      const webhook = host.ready.shift();
      if (!webhook) return;
      void make(webhook, host);
    }
  }

  async function make(stored: Webhook, host: Host): Promise<void> {
    const release = takePlace(host);
    let webhook = stored;
    try {
      const account = await settings.account(webhook.accountId);
      const service = await serviceOf(webhook);
      if (service?.numberedCallbacks) webhook = numberedOnce(webhook);
      while (!lease.holds()) if (!(await lease.confirmed())) return;
      const at = now();
      const begun = elapsed();
      const answer = await callWebhook(webhook, account?.authToken ?? "");
      judge(host, answer);
      const heard = ASKS_NOTHING.has(webhook.kind) ? undefined : hear(webhook, answer);
      const triesBefore = webhook.attempt - (webhook.replayAfter ?? 0);
      const tried = { url: webhook.url, triesBefore, durable: service?.durableCallbacks ?? false };
      const pauseMs = retryPause(tried, heard ?? answer, random());
      const retryAt = pauseMs === null ? null : new Date(now().getTime() + pauseMs);
      const durationMs = Math.round(elapsed() - begun);
      const outcome = outcomeOf(webhook, heard ?? answer, { at, durationMs, retryAt });
      release();
      recording += 1;
      const recorded = heard ? settleHeard(outcome, heard.twiml) : settle(outcome);
      const leadsOn = await recorded.finally(() => {
        recording -= 1;
      });
      if (retryAt) putOff({ ...webhook, attempt: webhook.attempt + 1, dueAt: retryAt });
      else finish(webhook);
      if (leadsOn) await take();
    } catch (error) {
      log[error instanceof Refusal ? "warn" : "error"]("callback.failed", {
        messageId: webhook.messageId,
        seq: webhook.seq,
        error,
      });
      release();
      putOff({ ...webhook, dueAt: new Date(now().getTime() + RETRY_MS) });
    }
  }

  /** The service a status callback is of, as it is now; inbound webhooks are told in one way alone. */
  async function serviceOf({ kind, accountId, params }: Webhook): Promise<ServiceSettings | undefined> {
    const sid = kind === "status" ? params.MessagingServiceSid : undefined;
    const id = sid === undefined ? undefined : fromSid("MG", sid);
    return id === undefined ? undefined : settings.service(accountId, id);
  }

  /** @returns gives the place back: as soon as the answer is there, since recording it is nobody's wait */
  function takePlace(host: Host): () => void {
    const troubled = host.troubled ? 1 : 0;
    host.inFlight += 1;
    inFlight += 1;
    inFlightTroubled += troubled;
    return () => {
      host.inFlight -= 1;
      inFlight -= 1;
      inFlightTroubled -= troubled;
      pump(host);
      for (const next of [...turns]) if (inFlight < IN_FLIGHT_MAX) pump(next);
    };
  }

  /** A host that does not answer gives the memory that it took back: what it had there is stored. */
  function judge(host: Host, { failure }: WebhookAnswer): void {
    host.troubled = failure?.cause === "ct" || failure?.cause === "rt";
    while (host.troubled && host.inMemory > MEMORY_PER_TROUBLED_HOST_MAX) {
      const last = host.ready.pop();
      if (!last) return;
      leaveMemory(last.messageId);
      host.spilled = true;
      spills += 1;
    }
  }

  function finish(webhook: Webhook): void {
    const host = hostOf(webhook.url);
    inMemory -= 1;
    host.inMemory -= 1;
    settledMeanwhile?.add(keyOf(webhook)).add(webhook.messageId);
    const queue = byMessage.get(webhook.messageId);
    queue?.shift();
    const [next] = queue ?? [];
    if (next) begin(next, hostOf(next.url));
    else byMessage.delete(webhook.messageId);
    roomIn(host);
  }

  function roomIn(host: Host): void {
    const hostHasRoom = host.spilled && host.inMemory < memoryOf(host) / 2;
    if ((hostHasRoom || memoryFull) && inMemory < MEMORY_MAX - PAGE) looking.lookSoon();
    if (isIdle(host)) hosts.delete(host.name);
  }

  function putOff(webhook: Webhook): void {
    if (stopped) return;
    if (webhook.dueAt.getTime() - now().getTime() >= PARK_FROM_MS) {
      park(webhook);
      return;
    }
    const queue = byMessage.get(webhook.messageId);
    if (queue) queue[0] = webhook;
    retries.add(webhook.dueAt.getTime(), webhook);
    arm();
  }

  /** Lets a message out of memory until the time of its first webhook; all it has is stored. */
  function park(webhook: Webhook): void {
    const host = hostOf(webhook.url);
    leaveMemory(webhook.messageId);
    if (!parking.park(parkedOf(webhook, host), webhook.dueAt)) {
      host.spilled = true;
      spills += 1;
    }
    roomIn(host);
    arm();
  }

  function hurry(parked: Parked): void {
    parking.hurry(parked, now());
    arm();
  }

  function leaveMemory(messageId: string): void {
    for (const { url } of byMessage.get(messageId) ?? []) {
      hostOf(url).inMemory -= 1;
      inMemory -= 1;
    }
    byMessage.delete(messageId);
  }

  /** Fetches the messages whose time has come; what is told of them meanwhile joins in. */
  async function unpark(): Promise<void> {
    const inAMoment = new Date(now().getTime() + RETRY_MS);
    const back: Parked[] = [];
    for (const parked of parking.leave(now().getTime(), PAGE)) {
      if (hasRoom(hostOf(parked.host))) {
        byMessage.set(parked.messageId, []);
        back.push(parked);
      } else {
        parking.park(parked, inAMoment);
      }
    }
    if (back.length === 0) return;
    try {
      const ids = back.map(({ messageId }) => messageId);
      for (const webhook of await findWebhooksOf(db.sql, gatewayId, ids)) admit(webhook, hostOf(webhook.url));
      for (const { messageId } of back) rejoin(messageId);
    } catch (error) {
      log.warn("callbacks.unpark", { error });
      for (const parked of back) {
        leaveMemory(parked.messageId);
        parking.park(parked, inAMoment);
      }
    }
  }

  function rejoin(messageId: string): void {
    const queue = byMessage.get(messageId)?.sort((one, other) => one.seq - other.seq);
    const [first] = queue ?? [];
    if (first) begin(first, hostOf(first.url));
    else byMessage.delete(messageId);
  }

  function arm(): void {
    clearTimeout(retryTimer);
    if (stopped) return;
    const at = now().getTime();
    const nextAt = Math.min(retries.nextAt ?? NEVER, unparkAt());
    if (nextAt !== NEVER) retryTimer = setTimeout(retry, Math.max(0, nextAt - at));
  }

  const unparkAt = () => (unparking || parking.nextAt === undefined ? NEVER : Math.max(unparkFrom, parking.nextAt));

  function retry(): void {
    const at = now().getTime();
    for (let webhook = retries.take(at); webhook; webhook = retries.take(at)) {
      const host = hostOf(webhook.url);
      host.ready.push(webhook);
      pump(host);
    }
    if (unparkAt() <= at) {
      unparking = true;
      unparkFrom = at + UNPARK_EVERY_MS;
      void unpark().finally(() => {
        unparking = false;
        arm();
      });
    }
    arm();
  }

  async function take(): Promise<number> {
    const taken = await takeWebhooks(db.sql, gatewayId, now(), PAGE);
    for (const webhook of taken) tell(webhook);
    if (looking.isRested() && [...hosts.values()].some(({ spilled }) => spilled)) void looking.look();
    return taken.length;
  }

  /**
   * Goes once through all our rows, oldest first, and takes into memory, or parks, what has room there.
   * @returns whether some were spilled that this look may have missed
   */
  async function lookThrough(): Promise<boolean> {
    memoryFull = false;
    const full = new Set<Host>();
    let after: WebhookCursor | undefined;
    let spillsBefore = spills;
    let page: FoundWebhook[];
    do {
      // What is spilled now is due now: it still comes while the look has not passed that.
      if (!after || after.dueAt <= now()) spillsBefore = spills;
      settledMeanwhile = new Set();
      page = await findWebhooks(db.sql, gatewayId, { after, limit: PAGE, except: [...full].map(({ name }) => name) });
      const gone = settledMeanwhile;
      settledMeanwhile = undefined;
      if (stopped) return false;
      for (const webhook of page) if (!find(webhook, gone, full)) full.add(hostOf(webhook.url));
      after = page.at(-1);
    } while (page.length === PAGE);
    const missed = spills !== spillsBefore;
    for (const host of hosts.values()) {
      host.spilled = full.has(host) || (missed && host.spilled);
      if (isIdle(host)) hosts.delete(host.name);
    }
    arm();
    return missed;
  }

  /**
   * Takes up a row that a look found.
   * @param gone what was settled while it was read
   * @returns false when its host has no room
   */
  function find(webhook: FoundWebhook, gone: ReadonlySet<string>, full: ReadonlySet<Host>): boolean {
    const { messageId, dueAt, isBehind } = webhook;
    const host = hostOf(webhook.url);
    const parked = parkedOf(webhook, host);
    if (gone.has(keyOf(webhook)) || isInMemory(webhook) || parking.has(parked)) return true;
    const follows = byMessage.has(messageId) || gone.has(messageId);
    // It comes with the one before it, which this look meets later, or had no room for.
    if (isBehind && !follows) return true;
    const waits = !follows && dueAt.getTime() - now().getTime() >= PARK_FROM_MS;
    const hasPlace = waits ? parking.park(parked, dueAt) : !full.has(host) && hasRoom(host);
    if (!hasPlace) host.spilled = true;
    else if (!waits) admit(webhook, host);
    return hasPlace;
  }

  const isInMemory = (webhook: Webhook) =>
    byMessage.get(webhook.messageId)?.some(({ seq, kind }) => seq === webhook.seq && kind === webhook.kind) ?? false;

  return {
    tell,
    take,
    refill: looking.look,
    get waiting() {
      return inMemory;
    },
    get parked() {
      return parking.size;
    },
    get inFlight() {
      return inFlight;
    },
    get recording() {
      return recording;
    },
    stop() {
      stopped = true;
      clearTimeout(retryTimer);
      looking.stop();
      retries.clear();
      parking.clear();
    },
  };
}

/** Webhooks that only tell: what is answered to them means nothing. */
const ASKS_NOTHING: ReadonlySet<Webhook["kind"]> = new Set(["status", "click"]);

const NEVER = Number.POSITIVE_INFINITY;

const isIdle = (host: Host) => host.inMemory === 0 && !host.spilled;

const memoryOf = (host: Host) => (host.troubled ? MEMORY_PER_TROUBLED_HOST_MAX : MEMORY_PER_HOST_MAX);

const placesOf = (host: Host) => (host.troubled ? IN_FLIGHT_PER_TROUBLED_HOST_MAX : CONNECTIONS_PER_HOST);

const parkedOf = ({ messageId }: Webhook, { name }: Host): Parked => ({ messageId, host: name });

/** Numbered by its event, whose time is when it first was due; repeats say what the first try said. */
const numberedOnce = (webhook: Webhook): Webhook =>
  webhook.attempt > 0 || webhook.params.EventSequence !== undefined
    ? webhook
    : { ...webhook, params: numbered(webhook.params, { seq: webhook.seq, at: webhook.dueAt }) };

const keyOf = ({ messageId, seq, kind }: Webhook) => `${messageId} ${seq} ${kind}`;

/** Scheme, host and port, which share connections. */
function hostName(url: string): string {
  const end = url.indexOf("/", url.indexOf("//") + 2);
  return (end < 0 ? url : url.slice(0, end)).toLowerCase();
}
