import type { Log } from "@/lib/pipeline/deps";
import { beat, LEASE_MS, lockGateway, registerGateway, resign } from "@/lib/store/gateways";
import { openSession, type Session } from "@/lib/store/session";

/** A heartbeat so often; two in a row may be late before anybody wonders. */
const BEAT_MS = 500;
/** Of connecting and of each heartbeat. */
const TIMEOUT_MS = 3_000;
/** We stop acting in our own name so long before others may take over. */
const MARGIN_MS = 1_000;
const RECONNECT_MS_MIN = 50;
const RECONNECT_MS_MAX = 1_000;

/** The right to act in a gateway's name, and the proof that it was still ours a moment ago. */
export type Lease = {
  /** Whether we may act in our name at this instant. Asked right before anything leaves. */
  holds(): boolean;
  /** Resolves when it is proved again that we may, or, with false, when this name is lost or given up. */
  confirmed(): Promise<boolean>;
};

export type LeaseEvents = {
  /** An id below all that this gateway holds or may still store. */
  oldestOpenId(): string;
  /** A name was granted: everything done under it ends with {@link onLost}. */
  onGranted(gatewayId: number, lease: Lease): void;
  /** Another gateway has taken over. */
  onLost(): void;
  onNotify(channel: string, payload: string): void;
  /** Whether notifications are heard. */
  onListening(heard: boolean): void;
};

export type LeaseKeeper = {
  /** Ms since the database last answered a heartbeat; infinite before the first. */
  silentMs(): number;
  /** Ms since the connection was last made again; infinite while it is the first one, 0 while there is none. */
  reconnectedMs(): number;
  /** Asks at once whether our row is still there. */
  check(): void;
  /** Gives the name up: its session ends, so that successors need not wait for the lease to lapse. */
  stop(): Promise<void>;
};

/**
 * Keeps this process registered as a living gateway over one connection: an advisory lock shows that the session lives, a
 * heartbeat every {@link BEAT_MS} renews the lease, and NOTIFY is heard. Reconnects by itself for as long as it takes; a
 * name whose row is gone is replaced by a new one.
 * @param elapsed  ms that pass whatever the clock does
 */
export function keepLease(
  { url, channels, elapsed, log }: { url: string; channels: readonly string[]; elapsed: () => number; log: Log },
  events: LeaseEvents,
): LeaseKeeper {
  let gatewayId: number | undefined;
  let lease: (Lease & { prove(at: number): void; end(): void }) | undefined;
  let session: Session | undefined;
  let connectedAt: number | undefined;
  let connections = 0;
  let provedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let wake = () => {};
  const running = run();

  async function run(): Promise<void> {
    let pauseMs = RECONNECT_MS_MIN;
    while (!stopped) {
      try {
        session = await openSession(url, { channels, onNotify: events.onNotify, timeoutMs: TIMEOUT_MS });
        connectedAt = elapsed();
        connections += 1;
        pauseMs = RECONNECT_MS_MIN;
        events.onListening(true);
        await live(session);
      } catch (error) {
        if (!stopped) log.warn("lease.interrupted", { error });
      }
      if (connectedAt !== undefined) events.onListening(false);
      connectedAt = undefined;
      session?.close();
      session = undefined;
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, RECONNECT_MS_MAX);
    }
  }

  async function live({ sql, ended }: Session): Promise<void> {
    let gone = false;
    void ended.then(() => {
      gone = true;
      wake();
    });
    let locked = gatewayId !== undefined && (await lockGateway(sql, gatewayId));
    while (!stopped && !gone) {
      const begun = elapsed();
      if (gatewayId === undefined) {
        const id = await registerGateway(sql, events.oldestOpenId());
        locked = await lockGateway(sql, id);
        gatewayId = id;
        lease = createLease();
        prove(begun);
        log.info("lease.granted", { gatewayId });
        events.onGranted(id, lease);
      } else if (await beat(sql, gatewayId, events.oldestOpenId())) {
        prove(begun);
        if (!locked) locked = await lockGateway(sql, gatewayId);
      } else {
        lose();
        continue;
      }
      await sleep(BEAT_MS);
    }
  }

  function prove(at: number): void {
    provedAt = at;
    lease?.prove(at);
  }

  function lose(): void {
    log.warn("lease.lost", { gatewayId });
    gatewayId = undefined;
    lease?.end();
    lease = undefined;
    events.onLost();
  }

  function createLease() {
    let until = Number.NEGATIVE_INFINITY;
    let ended = false;
    let waiting: ((holds: boolean) => void)[] = [];
    const answer = (holds: boolean) => {
      const asked = waiting;
      waiting = [];
      for (const resolve of asked) resolve(holds);
    };
    const holds = () => !ended && elapsed() < until;
    return {
      holds,
      confirmed: async () => (ended ? false : holds() || new Promise<boolean>((resolve) => waiting.push(resolve))),
      prove(at: number) {
        until = at + LEASE_MS - MARGIN_MS;
        if (holds()) answer(true);
      },
      end() {
        ended = true;
        answer(false);
      },
    };
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped) wake();
    });
  }

  return {
    silentMs: () => elapsed() - provedAt,
    reconnectedMs: () =>
      connectedAt === undefined ? 0 : connections > 1 ? elapsed() - connectedAt : Number.POSITIVE_INFINITY,
    check: () => wake(),
    async stop() {
      stopped = true;
      lease?.end();
      if (session && gatewayId !== undefined) await resign(session.sql, gatewayId).catch(() => {});
      session?.close();
      wake();
      await running;
    },
  };
}
