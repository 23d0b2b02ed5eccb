import type { CarrierReceipt } from "@/lib/carriers/carrier";
import { Refusal } from "@/lib/domain/errors";
import { KEY_HOURS } from "@/lib/domain/idempotency";
import type { Accept } from "@/lib/operations/ctx";
import { receiveLateParts } from "@/lib/operations/inbound-part";
import { judgeSenders } from "@/lib/operations/sender-health";
import type { PipelineDeps } from "@/lib/pipeline/deps";
import { keepLease } from "@/lib/pipeline/lease";
import { type Round, startRound } from "@/lib/pipeline/round";
import { beginTenure, type Figures, type Tenure } from "@/lib/pipeline/tenure";
import { createMediaTidying } from "@/lib/pipeline/tidy-media";
import { createUsageTriggers } from "@/lib/pipeline/usage-triggers";
import { removeOld } from "@/lib/store/idempotency";
import { makePartitions } from "@/lib/store/partitions";
import { foldDeltas, tidyRollups } from "@/lib/store/rollups";
import { removeExpired } from "@/lib/store/short-links";

/** The database is called down when it has not answered a heartbeat for so long. */
const SILENCE_MS = 3_000;
const FOLD_MAX = 5_000;
/** Idempotency keys removed in one statement. */
const KEYS_MAX = 5_000;
/** Short links that are over lead to their domain's fallback, and are counted with their message, for a year. */
const LINKS_KEPT_MS = 365 * 86_400_000;
const LINKS_MAX = 5_000;
const MINUTE_MS = 60_000;
/** How often the senders' failures are looked at. */
const JUDGE_MS = 15_000;
/** How often usage triggers are looked at. */
const TRIGGERS_MS = 15_000;
const HOUR_MS = 3_600_000;
/** How often to look for long texts that have waited too long for their parts. */
const LATE_PARTS_MS = 5_000;
/** At a stop, what is under way gets so long to end. */
const DRAIN_MS = 2_000;

export type PipelineHealth = Readonly<Record<"database" | "pipeline" | "carriers", boolean>>;

export type Pipeline = {
  readonly accept: Accept;
  /** For carriers: takes a receipt; resolves once it is stored. */
  receive(receipt: CarrierReceipt): Promise<void>;
  /** From what is known already: never waits. */
  health(): PipelineHealth;
  figures(): Figures | undefined;
  /** Resolves when this gateway has its first name and takes messages. */
  readonly ready: Promise<void>;
  /** Takes no more, lets what is under way end, and gives the name up, so that others take over at once. */
  stop(): Promise<void>;
};

/**
 * Runs the pipeline for as long as this process lives: under one name after another, should one be lost.
 * @param url  of the database, for the connection that keeps the lease
 * @param carriersUp  whether every carrier takes messages
 */
export function startPipeline(
  deps: PipelineDeps,
  {
    url,
    carriersUp,
    onSettings,
    onListening,
  }: {
    url: string;
    carriersUp: () => boolean;
    /** Settings of this account changed; '' stands for all. */
    onSettings: (accountId: string) => void;
    onListening: (heard: boolean) => void;
  },
): Pipeline {
  let tenure: Tenure | undefined;
  let stopping = false;
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });

  const keeper = keepLease(
    { url, channels: ["settings", "due"], elapsed: deps.elapsed, log: deps.log },
    {
      oldestOpenId: () => tenure?.oldestOpenId() ?? deps.newId(),
      onGranted(gatewayId, lease) {
        tenure = beginTenure(deps, { gatewayId, lease, reconnectedMs: keeper.reconnectedMs, fenced: keeper.check });
        begun();
      },
      onLost() {
        void tenure?.end();
        tenure = undefined;
      },
      onNotify(channel, payload) {
        if (channel === "settings") onSettings(payload);
        else tenure?.wake();
      },
      onListening,
    },
  );

  const { sql } = deps.db;
  const linksKept = () => new Date(deps.now().getTime() - LINKS_KEPT_MS);
  async function judge(): Promise<number> {
    for (const sender of await judgeSenders(deps.db, deps.now())) deps.log.warn("sender.set-aside", sender);
    return 0;
  }
  const upkeep: Round[] = [
    startRound(
      { name: "fold", everyMs: 1_000, run: async () => ((await foldDeltas(sql, FOLD_MAX)) < FOLD_MAX ? 0 : 1) },
      deps,
    ),
    startRound(
      { name: "partitions", everyMs: HOUR_MS, run: () => makePartitions(sql, deps.now()).then(() => 0) },
      deps,
    ),
    startRound({ name: "tidy-media", everyMs: MINUTE_MS, run: createMediaTidying(deps) }, deps),
    startRound({ name: "late-parts", everyMs: LATE_PARTS_MS, run: () => receiveLateParts(deps) }, deps),
    startRound({ name: "judge", everyMs: JUDGE_MS, run: judge }, deps),
    startRound({ name: "usage-triggers", everyMs: TRIGGERS_MS, run: createUsageTriggers(deps) }, deps),
    startRound({ name: "tidy", everyMs: HOUR_MS, run: () => tidyRollups(sql).then(() => 0) }, deps),
    startRound(
      {
        name: "tidy-keys",
        everyMs: HOUR_MS,
        run: () => removeOld(sql, new Date(deps.now().getTime() - KEY_HOURS * HOUR_MS), KEYS_MAX),
      },
      deps,
    ),
    startRound({ name: "tidy-links", everyMs: HOUR_MS, run: () => removeExpired(sql, linksKept(), LINKS_MAX) }, deps),
  ];

  return {
    async accept(request) {
      if (!tenure || stopping || keeper.silentMs() > SILENCE_MS) throw new Refusal(20503);
      return tenure.accept(request);
    },
    async receive(receipt) {
      await tenure?.receive(receipt);
    },
    health: () => ({
      database: keeper.silentMs() < SILENCE_MS,
      pipeline: tenure?.isWell() ?? false,
      carriers: carriersUp(),
    }),
    figures: () => tenure?.figures(),
    ready,
    async stop() {
      stopping = true;
      await tenure?.drain(DRAIN_MS);
      await Promise.all([tenure?.end(), ...upkeep.map((round) => round.stop())]);
      await keeper.stop();
    },
  };
}
