import { Refusal } from "@/lib/domain/errors";
import { TimeQueue } from "@/lib/domain/time-queue";
import type { PipelineDeps, WebhookAnswer } from "@/lib/pipeline/deps";
import { Fifo } from "@/lib/pipeline/fifo";
import { hear } from "@/lib/pipeline/heard";
import type { Lease } from "@/lib/pipeline/lease";
import { createReplies } from "@/lib/pipeline/replies";
import { CONNECTIONS_PER_HOST } from "@/lib/pipeline/webhook-client";
import { createSettler, outcomeOf, retryAfter } from "@/lib/pipeline/webhook-outcome";
import { findWebhooks, takeWebhooks, type Webhook, type WebhookCursor } from "@/lib/store/webhooks";

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

export type CallbackStage = {
  /** Takes a webhook whose row is stored. Beyond what memory holds it stays in the database and is found again. */
  tell(webhook: Webhook): void;
  /** Takes what nobody holds. @returns how many */
  take(): Promise<number>;
  /** Looks through our rows for what is not in memory; resolves after one whole look, or when it cannot be had. */
  refill(): Promise<void>;
  /** In memory. */
  readonly waiting: number;
  readonly inFlight: number;
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
  /** Hosts with something ready, when all places they may have are taken. */
  const turns = new Set<Host>();
  let inMemory = 0;
  let inFlight = 0;
  let inFlightTroubled = 0;
  /** Some were left in the database because memory as a whole was full. */
  let memoryFull = false;
  let stopped = false;
  let retryTimer: NodeJS.Timeout | undefined;
  let refilling: Promise<void> | undefined;
  let refillAgain = false;
  let spills = 0;
  /** What was settled while a page of rows is being read: the page may still show it. */
  let settledMeanwhile: Set<string> | undefined;

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

  async function make(webhook: Webhook, host: Host): Promise<void> {
    const release = takePlace(host);
    try {
      const account = await settings.account(webhook.accountId);
      while (!lease.holds()) if (!(await lease.confirmed())) return;
      const at = now();
      const begun = elapsed();
      const answer = await callWebhook(webhook, account?.authToken ?? "");
      judge(host, answer);
      const heard = webhook.kind === "status" ? undefined : hear(webhook, answer);
      const retryAt = retryAfter(webhook, heard ?? answer, now(), random());
      const durationMs = Math.round(elapsed() - begun);
      const outcome = outcomeOf(webhook, heard ?? answer, { at, durationMs, retryAt });
      release();
      const leadsOn = heard ? await settleHeard(outcome, heard.twiml) : await settle(outcome);
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
      for (const { url } of byMessage.get(last.messageId) ?? []) {
        hostOf(url).inMemory -= 1;
        inMemory -= 1;
      }
      byMessage.delete(last.messageId);
      host.spilled = true;
      spills += 1;
    }
  }

  function finish(webhook: Webhook): void {
    const host = hostOf(webhook.url);
    inMemory -= 1;
    host.inMemory -= 1;
    settledMeanwhile?.add(keyOf(webhook));
    const queue = byMessage.get(webhook.messageId);
    queue?.shift();
    const [next] = queue ?? [];
    if (next) begin(next, hostOf(next.url));
    else byMessage.delete(webhook.messageId);
    const hostHasRoom = host.spilled && host.inMemory < memoryOf(host) / 2;
    if ((hostHasRoom || memoryFull) && inMemory < MEMORY_MAX - PAGE) void refill();
    if (host.inMemory === 0 && !host.spilled) hosts.delete(host.name);
  }

  function putOff(webhook: Webhook): void {
    if (stopped) return;
    const queue = byMessage.get(webhook.messageId);
    if (queue) queue[0] = webhook;
    retries.add(webhook.dueAt.getTime(), webhook);
    armRetries();
  }

  function armRetries(): void {
    clearTimeout(retryTimer);
    const { nextAt } = retries;
    if (nextAt !== undefined && !stopped) retryTimer = setTimeout(retry, Math.max(0, nextAt - now().getTime()));
  }

  function retry(): void {
    const at = now().getTime();
    for (let webhook = retries.take(at); webhook; webhook = retries.take(at)) {
      const host = hostOf(webhook.url);
      host.ready.push(webhook);
      pump(host);
    }
    armRetries();
  }

  async function take(): Promise<number> {
    const taken = await takeWebhooks(db.sql, gatewayId, now(), PAGE);
    if (taken > 0) void refill();
    return taken;
  }

  function refill(): Promise<void> {
    refillAgain = true;
    refilling ??= lookThrough()
      .catch((error) => {
        log.warn("callbacks.refill", { error });
        refillAgain = true;
      })
      .finally(() => {
        refilling = undefined;
        if (refillAgain && !stopped) setTimeout(() => refillAgain && refill(), RETRY_MS);
      });
    return refilling;
  }

  /** Goes once through all our due rows, oldest first, and takes into memory what has room there. */
  async function lookThrough(): Promise<void> {
    while (refillAgain && !stopped) {
      refillAgain = false;
      memoryFull = false;
      const full = new Set<Host>();
      let after: WebhookCursor | undefined;
      for (;;) {
        const spillsBefore = spills;
        settledMeanwhile = new Set();
        const page = await findWebhooks(db.sql, gatewayId, { after, limit: PAGE });
        const gone = settledMeanwhile;
        settledMeanwhile = undefined;
        if (stopped) return;
        for (const webhook of page) {
          if (gone.has(keyOf(webhook)) || isInMemory(webhook)) continue;
          const host = hostOf(webhook.url);
          if (full.has(host) || !hasRoom(host)) {
            host.spilled = true;
            full.add(host);
          } else {
            admit(webhook, host);
          }
        }
        after = page.at(-1);
        if (page.length < PAGE) {
          if (spills === spillsBefore) for (const host of hosts.values()) host.spilled = full.has(host);
          else refillAgain = true;
          break;
        }
      }
    }
  }

  const isInMemory = (webhook: Webhook) =>
    byMessage.get(webhook.messageId)?.some(({ seq, kind }) => seq === webhook.seq && kind === webhook.kind) ?? false;

  return {
    tell,
    take,
    refill,
    get waiting() {
      return inMemory;
    },
    get inFlight() {
      return inFlight;
    },
    stop() {
      stopped = true;
      clearTimeout(retryTimer);
      retries.clear();
    },
  };
}

const memoryOf = (host: Host) => (host.troubled ? MEMORY_PER_TROUBLED_HOST_MAX : MEMORY_PER_HOST_MAX);

const placesOf = (host: Host) => (host.troubled ? IN_FLIGHT_PER_TROUBLED_HOST_MAX : CONNECTIONS_PER_HOST);

const keyOf = ({ messageId, seq, kind }: Webhook) => `${messageId} ${seq} ${kind}`;

/** Scheme, host and port, which share connections. */
function hostName(url: string): string {
  const end = url.indexOf("/", url.indexOf("//") + 2);
  return (end < 0 ? url : url.slice(0, end)).toLowerCase();
}
