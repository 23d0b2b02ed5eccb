import { randomBytes } from "node:crypto";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { createIdSource } from "@/lib/domain/sid";
import { type Db, openDb } from "@/lib/store/db";
import { command } from "@/scripts/command";
import { type LoadNumber, storeLoad } from "@/scripts/load/messages";
import { OperatorError } from "@/scripts/operator-error";
import { withDatabase } from "@/scripts/postgres/with-database";
import { Screen } from "@/scripts/start/screen";

const DAYS = 30;
const BAR_WIDTH = 30;
/** Made once, and found again by their names. */
const SERVICES = ["Load: reminders", "Load: codes"];
const NUMBERS_EACH = 3;

/** `npm run seed:load -- --messages N`: the oldest account gets N finished messages of the last 30 days. */
await command(async (args) => {
  const wanted = Number(args[args.indexOf("--messages") + 1]);
  if (!args.includes("--messages") || !Number.isInteger(wanted) || wanted < 1)
    throw new OperatorError("Say how many: npm run seed:load -- --messages 100000");
  await withDatabase(async (url) => {
    const db = openDb(url, { connectionsMax: 2 });
    const screen = new Screen(process.stdout);
    try {
      const accountId = await oldestAccount(db);
      const numbers = await loadNumbers(db, accountId);
      const to = new Date();
      const from = new Date(to.getTime() - DAYS * 86_400_000);
      await screen.phase("messages", async (detail) => {
        const begun = performance.now();
        const onProgress = (stored: number) => detail(bar(stored, wanted));
        await storeLoad(db.sql, { accountId, numbers, count: wanted, from, to, onProgress });
        const perSecond = Math.round(wanted / ((performance.now() - begun) / 1_000));
        return `${wanted.toLocaleString("en")} stored, ${perSecond.toLocaleString("en")} a second`;
      });
    } finally {
      await db.close();
    }
  });
});

async function oldestAccount(db: Db): Promise<string> {
  const account = await db.prisma.account.findFirst({ orderBy: { id: "asc" }, select: { id: true } });
  if (!account) throw new OperatorError("The database has no account yet. Start the server first: npm start");
  return account.id;
}

/** Two services with three numbers each, and two numbers on their own. */
async function loadNumbers(db: Db, accountId: string): Promise<LoadNumber[]> {
  const newId = createIdSource({ now: Date.now, randomBytes });
  const numbers: LoadNumber[] = [];
  for (const [index, friendlyName] of [...SERVICES, undefined].entries()) {
    const service = friendlyName && (await serviceNamed(db, accountId, friendlyName, newId()));
    for (let each = 0; each < (service ? NUMBERS_EACH : 2); each++) {
      const phoneNumber = `+1628556${String(index * 10 + each).padStart(4, "0")}`;
      const { id } = await db.prisma.phoneNumber.upsert({
        where: { phoneNumber },
        update: {},
        create: {
          id: newId(),
          accountId,
          phoneNumber,
          friendlyName: phoneNumber,
          country: "US",
          type: "local",
          carrierId: SIMULATED_CARRIER_ID,
        },
      });
      const serviceId = service ? service : null;
      if (serviceId) {
        const member = { numberId: id, serviceId, accountId };
        await db.prisma.poolMember.upsert({ where: { numberId: id }, update: {}, create: member });
      }
      numbers.push({ id, phoneNumber, serviceId });
    }
  }
  return numbers;
}

async function serviceNamed(db: Db, accountId: string, friendlyName: string, id: string): Promise<string> {
  const found = await db.prisma.messagingService.findFirst({
    where: { accountId, friendlyName },
    select: { id: true },
  });
  return (found ?? (await db.prisma.messagingService.create({ data: { id, accountId, friendlyName } }))).id;
}

function bar(stored: number, wanted: number): string {
  const full = Math.round((stored / wanted) * BAR_WIDTH);
  const percent = Math.floor((stored / wanted) * 100);
  return `${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${percent} %  ${stored.toLocaleString("en")} of ${wanted.toLocaleString("en")}`;
}
