import { randomBytes } from "node:crypto";
import { createHandle } from "@/lib/api/handle";
import { createMediaBytes } from "@/lib/api/media-bytes";
import { createFollowLink } from "@/lib/api/short-link";
import { openCarrier } from "@/lib/carriers/by-kind";
import type { Carrier, CarrierReceipt, Submission } from "@/lib/carriers/carrier";
import { connectLedger } from "@/lib/carriers/ledger";
import { forgetAuthToken } from "@/lib/credentials-file";
import { registrationBlock } from "@/lib/domain/compliance";
import { addressRule } from "@/lib/domain/private-address";
import { asOf } from "@/lib/domain/review";
import { createIdSource, toSid } from "@/lib/domain/sid";
import { env, loadDotEnv } from "@/lib/env";
import { watchHealth } from "@/lib/gateway/health";
import { createServer } from "@/lib/gateway/server";
import { log } from "@/lib/log";
import { openMediaShelf } from "@/lib/pipeline/media-shelf";
import { type Pipeline, startPipeline } from "@/lib/pipeline/run";
import { createWebhookClient } from "@/lib/pipeline/webhook-client";
import { openDb } from "@/lib/store/db";
import { makePartitions } from "@/lib/store/partitions";
import { readCarriers, readSettings, refuseWhileAway } from "@/lib/store/settings";
import { cacheSettings } from "@/lib/store/settings-cache";

/** Connections: messages on their way, requests of the API, and one that shows that this gateway lives. Together ≤ 20. */
const HOT_CONNECTIONS_MAX = 8;
const API_CONNECTIONS_MAX = 8;
/** Of one statement. The API answers before its clients give up; the pipeline can wait, but not for ever. */
const API_TIMEOUT_MS = 5_000;
const HOT_TIMEOUT_MS = 10_000;

/** Starts one gateway and runs until it is told to stop. */
async function main(): Promise<void> {
  loadDotEnv();
  const { DATABASE_URL, SECRET_KEY, PUBLIC_URL, PUBLIC_URL_GIVEN, HOST, PORT, CONSOLE_PORT, ...vars } = env();
  if (!DATABASE_URL || !SECRET_KEY) throw new Error("The gateway needs DATABASE_URL and SECRET_KEY");
  const now = () => new Date();
  const newId = createIdSource({ now: Date.now, randomBytes });
  const hot = openDb(DATABASE_URL, { connectionsMax: HOT_CONNECTIONS_MAX, timeoutMs: HOT_TIMEOUT_MS, hot: true });
  const db = openDb(DATABASE_URL, { connectionsMax: API_CONNECTIONS_MAX, timeoutMs: API_TIMEOUT_MS });
  let pipeline: Pipeline | undefined;
  const settings = cacheSettings(refuseWhileAway(readSettings(db), () => pipeline?.health().database ?? true));
  await makePartitions(hot.sql, now());

  const ledger = vars.SIMULATOR_LEDGER ? connectLedger(vars.SIMULATOR_LEDGER) : undefined;
  const carriers = new Map<string, Carrier>();
  for (const row of await readCarriers(db)) {
    const receive = async (receipt: CarrierReceipt) => pipeline?.receive(receipt);
    const carrier = openCarrier(row, { now, receive, blockOf, scenarioOf, ledger });
    if (carrier) carriers.set(carrier.id, carrier);
  }
  async function scenarioOf(accountId: string) {
    return (await settings.account(accountId))?.simulator;
  }
  /** The gates that a carrier in the real world keeps: live ones stop a message, those in sandbox let it through. */
  async function blockOf({ accountId, from, country }: Submission) {
    const account = await settings.account(accountId);
    if (
      !account ||
      [account.longCodeMode, account.tollFreeMode, account.alphaMode].every((mode) => mode === "sandbox")
    ) {
      return undefined;
    }
    const sender = from === null ? undefined : await settings.sender(from, accountId);
    const block = sender && registrationBlock(asOf(sender, now()), country, account);
    return block?.enforced ? block.code : undefined;
  }

  const allows = addressRule(HOST, vars.CALLBACK_ALLOW);
  const webhooks = createWebhookClient({ allows });
  const media = openMediaShelf({
    dataDir: vars.DATA_DIR,
    s3: vars.MEDIA_S3,
    allows,
    secretKey: SECRET_KEY,
    publicUrl: PUBLIC_URL,
  });
  pipeline = startPipeline(
    {
      db: hot,
      settings,
      carrierOf: (carrierId) => carriers.get(carrierId ?? ""),
      callWebhook: webhooks.call,
      media,
      now,
      elapsed: () => performance.now(),
      random: Math.random,
      newId,
      simulatedMps: vars.SENDER_MPS,
      log,
    },
    {
      url: DATABASE_URL,
      carriersUp: () => [...carriers.values()].every((carrier) => carrier.isUp()),
      onSettings: settings.invalidate,
      onListening: settings.listens,
    },
  );
  const { accept, health, figures, ready, stop } = pipeline;
  await ready;

  const monitor = watchHealth({
    database: () => health().database,
    pipeline: () => health().pipeline,
    carriers: () => health().carriers,
  });
  const world = {
    db,
    now,
    newId,
    randomBytes,
    settings,
    media,
    accept,
    simulatedMps: vars.SENDER_MPS,
    onTokenReplaced: (accountId: string) => forgetAuthToken(vars.DATA_DIR, toSid("AC", accountId)),
  };
  const server = createServer({
    handle: createHandle({
      world,
      secretKey: SECRET_KEY,
      publicUrl: PUBLIC_URL,
      publicUrlGiven: PUBLIC_URL_GIVEN,
      host: HOST,
    }),
    serveBytes: createMediaBytes(world),
    followLink: createFollowLink(world),
    health: monitor.current,
    metrics: () => figures() ?? {},
    console: { host: "127.0.0.1", port: CONSOLE_PORT ?? 0 },
    publicUrl: PUBLIC_URL,
    host: HOST,
    port: PORT,
  });
  await monitor.look();
  log.info("gateway.listening", { host: HOST, port: await server.listen() });

  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    log.info("gateway.stopping");
    await server.close();
    await stop();
    monitor.stop();
    for (const carrier of carriers.values()) carrier.close();
    await Promise.all([webhooks.close(), media.close(), hot.close(), db.close()]);
    log.info("gateway.stopped");
    process.exit(0);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

await main();
