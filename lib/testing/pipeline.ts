import { randomBytes } from "node:crypto";
import type { Ledger } from "@/lib/carriers/carrier";
import { createSimulatedCarrier } from "@/lib/carriers/simulated";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import type { SendRequest } from "@/lib/domain/message";
import { addressAllowed, LOOPBACK } from "@/lib/domain/private-address";
import { createIdSource } from "@/lib/domain/sid";
import type { Log, PipelineDeps } from "@/lib/pipeline/deps";
import { type Pipeline, startPipeline } from "@/lib/pipeline/run";
import { createWebhookClient } from "@/lib/pipeline/webhook-client";
import type { Db } from "@/lib/store/db";
import { makePartitions } from "@/lib/store/partitions";
import { seal } from "@/lib/store/secrets";
import type { SettingsSource } from "@/lib/store/settings";
import { readSettings } from "@/lib/store/settings";
import { cacheSettings } from "@/lib/store/settings-cache";
import { testShelf } from "@/lib/testing/media";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const silent = () => {};
export const SILENT: Log = { debug: silent, info: silent, warn: silent, error: silent };

export type TestPipeline = Pipeline & {
  readonly settings: SettingsSource;
  readonly newId: () => string;
};

/** The whole pipeline of one gateway inside the test's process, on the simulated carrier. */
export async function testPipeline(
  db: Db,
  url: string,
  given: Partial<PipelineDeps> & { ledger?: Ledger; seed?: number } = {},
): Promise<TestPipeline> {
  await makePartitions(db.sql, new Date());
  const settings = cacheSettings(readSettings(db));
  const newId = createIdSource({ now: () => Date.now(), randomBytes });
  const client = createWebhookClient({
    allows: (address) => addressAllowed(address, { publicAllowed: false, cidrs: LOOPBACK }),
  });
  const media = testShelf({ dataDir: temporaryFolder() });
  let pipeline: Pipeline | undefined;
  const carrier = createSimulatedCarrier(
    { id: SIMULATED_CARRIER_ID, seed: given.seed ?? 1 },
    {
      now: () => new Date(),
      receive: async (receipt) => pipeline?.receive(receipt),
      blockOf: async () => undefined,
      scenarioOf: async (accountId) => (await settings.account(accountId))?.simulator,
      ledger: given.ledger,
    },
  );
  pipeline = startPipeline(
    {
      db,
      settings,
      carrierOf: () => carrier,
      callWebhook: client.call,
      media,
      now: () => new Date(),
      elapsed: () => performance.now(),
      random: Math.random,
      newId,
      simulatedMps: 10_000,
      log: SILENT,
      ...given,
    },
    { url, carriersUp: carrier.isUp, onSettings: settings.invalidate, onListening: settings.listens },
  );
  await pipeline.ready;
  const { stop } = pipeline;
  return {
    ...pipeline,
    settings,
    newId,
    async stop() {
      await stop();
      carrier.close();
      await Promise.all([client.close(), media.close()]);
    },
  };
}

/** Stores an account that can send and sign. @returns its id */
export async function storeSendingAccount(db: Db, authToken: string): Promise<string> {
  const id = createIdSource({ now: () => Date.now(), randomBytes })();
  await db.sql.query(
    "INSERT INTO account (id, friendly_name, auth_token_sealed, updated_at) VALUES ($1, 'Owl', $2, now())",
    [id, seal(authToken)],
  );
  return id;
}

/** A send through a service or, with only `from`, on its own, as `createMessage` would ask for it. */
export async function requestFor(
  settings: SettingsSource,
  accountId: string,
  { serviceId, from, ...given }: Partial<SendRequest> & { serviceId?: string },
): Promise<SendRequest> {
  const service = serviceId ? ((await settings.service(accountId, serviceId)) ?? null) : null;
  const sender = from ? ((await settings.sender(from, accountId)) ?? null) : null;
  return {
    accountId,
    to: "+14155550199",
    country: "US",
    service,
    from: from ?? null,
    sender,
    body: "Your table is ready",
    smartEncoded: false,
    direction: "outbound-api",
    statusCallback: null,
    validityPeriodSeconds: 36_000,
    sendAt: null,
    tags: null,
    failsWith: null,
    origin: { via: "api", actor: "AC" },
    ...given,
  };
}
