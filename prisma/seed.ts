import { createHash, randomBytes } from "node:crypto";
import type { Account } from "@/lib/domain/account";
import { chanceFrom } from "@/lib/domain/chance";
import { addressRule } from "@/lib/domain/private-address";
import { createIdSource, toSid, uuidv7 } from "@/lib/domain/sid";
import { env, loadDotEnv } from "@/lib/env";
import { acceptOne } from "@/lib/operations/accept";
import { createApiKey, listApiKeys } from "@/lib/operations/api-keys";
import type { Ctx } from "@/lib/operations/ctx";
import { receiveInbound } from "@/lib/operations/inbound";
import { addOptOut, endOptOut } from "@/lib/operations/opt-outs";
import { buyNumber, listNumbers, type OwnedNumber, updateNumber } from "@/lib/operations/phone-numbers";
import { createMessage } from "@/lib/operations/send";
import { addSenders } from "@/lib/operations/sender-pool";
import { createService } from "@/lib/operations/services";
import { openMediaShelf } from "@/lib/pipeline/media-shelf";
import { type Db, openDb } from "@/lib/store/db";
import { readSettings } from "@/lib/store/settings";
import { rowsOf, storeRows } from "@/prisma/seed-messages";
import { keepPictures } from "@/prisma/seed-picture";
import { registerOnce } from "@/prisma/seed-registrations";
import {
  API_KEYS,
  SERVICES,
  SPARE,
  STORY_DAYS,
  type StoryNumber,
  type StoryService,
  tellStory,
} from "@/prisma/seed-story";
import { joinCluster } from "@/scripts/postgres/cluster";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * `npm run db:seed`: gives the oldest account a small story in which each page has something to show. The same account and
 * hour give the same story. Each part is made once: a run that was cut short is finished by the next one.
 */
async function seed(): Promise<void> {
  loadDotEnv();
  const url = env().DATABASE_URL ?? (await joinCluster(env().DATA_DIR))?.url;
  if (!url) return fail("No database is running. Start the server first: npm start");
  const db = openDb(url, { connectionsMax: 2 });
  try {
    const account = await oldestAccount(db);
    if (!account) return fail("The database has no account yet. Start the server first: npm start");
    const now = new Date();
    const ctx = contextOf(db, account.id);
    const services = [];
    for (const story of SERVICES) services.push(await makeService(ctx, story, now));
    if (await isTold(ctx, services)) {
      process.stdout.write("The story is there already.\n");
      return;
    }
    await buy(inThePast(ctx, new Date(now.getTime() - 60 * DAY_MS)), SPARE);
    await makeKeys(ctx);
    const [first] = services;
    const daysAgo = (days: number) => inThePast(ctx, new Date(now.getTime() - days * DAY_MS));
    if (first) await registerOnce(daysAgo(STORY_DAYS), daysAgo(STORY_DAYS - 1), first.id);
    const count = await makeMessages(ctx, account, services, now);
    await schedule(ctx, services, now);
    await optOut(ctx, services);
    process.stdout.write(`${SERVICES.length} services and ${count} messages of the last ${STORY_DAYS} days.\n`);
  } finally {
    await db.close();
  }
}

type MadeService = { readonly story: StoryService; readonly id: string; readonly numbers: readonly OwnedNumber[] };

async function makeService(ctx: Ctx, story: StoryService, now: Date): Promise<MadeService> {
  const ago = story.setupStep === null ? STORY_DAYS * DAY_MS : 3 * HOUR_MS;
  const then = inThePast(ctx, new Date(now.getTime() - ago));
  const numbers: OwnedNumber[] = [];
  for (const number of story.numbers) numbers.push(await buy(then, number));
  const { id } = await createService(then, {
    friendlyName: story.friendlyName,
    usecase: story.usecase,
    destinations: [...story.destinations],
    setupKey: story.key,
    setupStep: story.setupStep,
    statusCallback: null,
  });
  await addSenders(
    then,
    id,
    numbers.map((number) => number.id),
  );
  return { story, id, numbers };
}

async function makeKeys(ctx: Ctx): Promise<void> {
  const known = (await listApiKeys(ctx, { limit: 50 })).rows.map(({ friendlyName }) => friendlyName);
  for (const friendlyName of API_KEYS) if (!known.includes(friendlyName)) await createApiKey(ctx, { friendlyName });
}

/** Messages are stored last, so where there are some the rest is there too. */
async function isTold(ctx: Ctx, services: readonly MadeService[]): Promise<boolean> {
  const ids = services.map(({ id }) => id);
  return (await ctx.db.prisma.message.findFirst({ where: { serviceId: { in: ids } }, select: { id: true } })) !== null;
}

async function buy(ctx: Ctx, { phoneNumber, label, registration, smsUrl }: StoryNumber): Promise<OwnedNumber> {
  const [owned] = (await listNumbers(ctx, { phoneNumber }, { limit: 1 })).rows;
  if (owned) return owned;
  const number = await buyNumber(ctx, { phoneNumber, friendlyName: label, ...(smsUrl ? { smsUrl } : {}) });
  return registration ? updateNumber(ctx, number.id, { registration }) : number;
}

async function makeMessages(
  ctx: Ctx,
  account: Pick<Account, "id" | "authToken">,
  services: readonly MadeService[],
  now: Date,
): Promise<number> {
  const digest = createHash("sha256").update(account.id).digest();
  const chance = chanceFrom(digest.readUInt32BE());
  const noise = (bytes: number) => Uint8Array.from({ length: bytes }, () => Math.floor(chance() * 256));
  await ctx.db.sql.query("SELECT make_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date - $2::int, $2::int + 1)", [
    now,
    STORY_DAYS + 1,
  ]);
  const rows = tellStory(now, chance).flatMap((told) => {
    const service = services.find(({ story }) => story === told.service);
    const sender = service?.numbers[told.number];
    if (!service || !sender) return [];
    const id = uuidv7(told.at.getTime(), noise);
    const candidates = service.numbers.map(({ phoneNumber }) => phoneNumber);
    return [
      rowsOf(told, {
        accountId: account.id,
        authToken: account.authToken,
        serviceId: service.id,
        sender,
        candidates,
        id,
      }),
    ];
  });
  await storeRows(ctx.db.sql, rows);
  await keepPictures(
    ctx,
    env().DATA_DIR,
    rows.flatMap(({ message }) => (message.numMedia > 0 ? [message.id] : [])),
  );
  return rows.length;
}

/** One person replied STOP, one said so on the phone, and one came back. */
async function optOut(ctx: Ctx, services: readonly MadeService[]): Promise<void> {
  const [reminders] = services;
  const [number] = reminders?.numbers ?? [];
  if (!reminders || !number) return;
  const { phoneNumber: to } = number;
  await receiveInbound(ctx, { from: "+14155550171", to, body: "STOP" });
  const byPhone = { serviceId: reminders.id, sender: null, reason: "Asked at the front desk" };
  await addOptOut(ctx, { recipient: "+14155550172", ...byPhone }, "console");
  const back = await addOptOut(ctx, { recipient: "+14155550173", ...byPhone }, "console");
  await endOptOut(ctx, back.id, "Signed the form again", "console");
}

/** Something is about to go out, tomorrow at this time. */
async function schedule(ctx: Ctx, services: readonly MadeService[], now: Date): Promise<void> {
  const [reminders] = services;
  if (!reminders) return;
  await createMessage(ctx, {
    to: "+14155550199",
    messagingServiceSid: toSid("MG", reminders.id),
    body: "Your appointment is tomorrow at 9:30. Reply YES to confirm.",
    scheduleType: "fixed",
    sendAt: new Date(now.getTime() + DAY_MS).toISOString(),
  });
}

function contextOf(db: Db, accountId: string): Ctx {
  const now = () => new Date();
  const newId = createIdSource({ now: Date.now, randomBytes });
  const { SENDER_MPS, DATA_DIR, MEDIA_S3, HOST, CALLBACK_ALLOW, SECRET_KEY = "", PUBLIC_URL } = env();
  const accept = acceptOne(db, { now, newId, simulatedMps: SENDER_MPS });
  const media = openMediaShelf({
    dataDir: DATA_DIR,
    s3: MEDIA_S3,
    allows: addressRule(HOST, CALLBACK_ALLOW),
    secretKey: SECRET_KEY,
    publicUrl: PUBLIC_URL,
  });
  const settings = readSettings(db);
  const simulatedMps = SENDER_MPS;
  return { db, accountId, actor: "db:seed", now, newId, randomBytes, settings, media, accept, simulatedMps };
}

const inThePast = (ctx: Ctx, then: Date): Ctx => ({
  ...ctx,
  now: () => then,
  newId: createIdSource({ now: () => then.getTime(), randomBytes }),
});

async function oldestAccount(db: Db): Promise<Pick<Account, "id" | "authToken"> | undefined> {
  const row = await db.prisma.account.findFirst({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return row ? readSettings(db).account(row.id) : undefined;
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await seed();
