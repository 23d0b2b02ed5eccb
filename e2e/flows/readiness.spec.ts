import type twilio from "twilio";
import { notPickable, type PickableNumber } from "@/lib/domain/pickable-number";
import { type DestinationVerdict, readinessOf } from "@/lib/domain/readiness";
import type { Registration } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import { simulatedHandset } from "@/lib/domain/simulated-handset";
import { updateAccountSettings } from "@/lib/operations/accounts";
import { searchAvailable } from "@/lib/operations/available-numbers";
import type { Ctx } from "@/lib/operations/ctx";
import { buyNumber, updateNumber } from "@/lib/operations/phone-numbers";
import { addSender, addSenders } from "@/lib/operations/sender-pool";
import { fetchJudgedService } from "@/lib/operations/service-readiness";
import { createService } from "@/lib/operations/services";
import { listPickable } from "@/lib/store/pickable-numbers";
import { expect, test } from "../fixtures";

/**
 * Each awkward case of the create wizard, judged and really sent: with every gate live the message meets the very code the
 * verdict names; in sandbox only what no sender can carry still fails. @source console §4
 */
type Kind = readonly ["US" | "CA" | "GB" | "DE", "local" | "mobile" | "toll-free", Registration?];
type Case = {
  readonly name: string;
  readonly pool: readonly Kind[];
  readonly to: string;
  readonly geoCountries?: readonly string[];
  /** What a live installation answers. */
  readonly live: "ok" | number;
  /** Where that is another thing: what a sandbox answers. */
  readonly sandbox?: "ok" | number;
};

const CASES: readonly Case[] = [
  { name: "an empty pool", pool: [], to: "US", live: 21704 },
  { name: "only toll-free, unverified", pool: [["US", "toll-free"]], to: "US", live: 30032, sandbox: "ok" },
  { name: "the same to Canada", pool: [["US", "toll-free"]], to: "CA", live: 30032, sandbox: "ok" },
  { name: "the same to Germany", pool: [["US", "toll-free"]], to: "DE", live: "ok" },
  { name: "verification pending", pool: [["US", "toll-free", "pending"]], to: "US", live: 30032, sandbox: "ok" },
  { name: "verification rejected", pool: [["US", "toll-free", "rejected"]], to: "US", live: 30032, sandbox: "ok" },
  { name: "verified", pool: [["US", "toll-free", "verified"]], to: "US", live: "ok" },
  { name: "US long codes, no campaign", pool: [["US", "local"]], to: "US", live: 30034, sandbox: "ok" },
  { name: "the same to Canada, where none is needed", pool: [["US", "local"]], to: "CA", live: "ok" },
  { name: "campaign pending", pool: [["US", "local", "pending"]], to: "US", live: 30035, sandbox: "ok" },
  { name: "campaign suspended", pool: [["US", "local", "suspended"]], to: "US", live: 30033, sandbox: "ok" },
  { name: "campaign registered", pool: [["US", "local", "verified"]], to: "US", live: "ok" },
  {
    name: "a mixed pool, to Canada",
    pool: [
      ["CA", "local"],
      ["US", "local"],
    ],
    to: "CA",
    live: "ok",
  },
  {
    name: "several toll-free numbers",
    pool: [
      ["US", "toll-free"],
      ["US", "toll-free"],
    ],
    to: "US",
    live: 30032,
    sandbox: "ok",
  },
  { name: "only foreign numbers, US chosen", pool: [["GB", "mobile"]], to: "US", live: 21703 },
  { name: "the same at home", pool: [["GB", "mobile"]], to: "GB", live: "ok" },
  { name: "no sender of the country", pool: [["GB", "mobile"]], to: "DE", live: "ok" },
  {
    name: "a country that is switched off",
    pool: [["DE", "mobile"]],
    to: "DE",
    geoCountries: ["US"],
    live: 21408,
    sandbox: "ok",
  },
  { name: "the same with an empty pool", pool: [], to: "DE", geoCountries: ["US"], live: 21408, sandbox: 21704 },
];

const SANDBOX = {
  geoMode: "sandbox",
  longCodeMode: "sandbox",
  tollFreeMode: "sandbox",
  alphaMode: "sandbox",
} as const;
const LIVE = { geoMode: "live", longCodeMode: "live", tollFreeMode: "live", alphaMode: "live" } as const;

for (const given of CASES) {
  test(`verdict and outcome agree: ${given.name}`, async ({ account, api }) => {
    const { ctx } = account;
    const sid = await serviceFor(ctx, given);
    for (const [gates, expected] of [
      [SANDBOX, given.sandbox ?? given.live],
      [LIVE, given.live],
    ] as const) {
      const geoCountries = given.geoCountries ?? ["US", "CA", "GB", "DE"];
      await updateAccountSettings(ctx, { ...gates, geoCountries: [...geoCountries] });
      const verdict = await judge(ctx, sid.id, given.to);
      expect(verdict.verdict === "blocked" ? verdict.code : "ok").toBe(expected);
      expect(verdict.wouldBlockLive).toBe(expected === "ok" && given.live !== "ok" && gates === SANDBOX);
      if (verdict.wouldBlockLive) expect(verdict.code).toBe(given.live);
      // The gateway hears of the change within a second.
      await expect.poll(() => outcomeOf(api, sid.text, simulatedHandset(given.to)), { timeout: 15_000 }).toBe(expected);
    }
  });
}

test("where only some senders are stopped, the verdict warns and only some messages come back", async ({
  account,
  api,
}) => {
  const { ctx } = account;
  const sid = await serviceFor(ctx, {
    pool: [
      ["US", "local", "verified"],
      ["US", "local"],
    ],
    to: "US",
  });
  await updateAccountSettings(ctx, LIVE);
  expect(await judge(ctx, sid.id, "US")).toMatchObject({ verdict: "warn", code: 30034, stopped: 1 });
  const outcomes = new Set<unknown>();
  await expect
    .poll(async () => {
      outcomes.add(await outcomeOf(api, sid.text, `+1907333${1000 + outcomes.size}${Date.now() % 1000}`.slice(0, 12)));
      return [...outcomes].sort();
    })
    .toEqual([30034, "ok"]);
});

test("what cannot be chosen is refused with the code beside it", async ({ account }) => {
  const { ctx } = account;
  const mine = await createService(ctx, { friendlyName: "Mine" });
  const other = await createService(ctx, { friendlyName: "One-time codes" });
  const taken = await buy(ctx, ["US", "local"]);
  await addSender(ctx, other.id, taken);
  const [voice] = await searchAvailable(ctx, { country: "GB", type: "local", smsEnabled: false });
  const voiceOnly = (await buyNumber(ctx, { phoneNumber: voice?.phoneNumber })).id;
  const rows = await listPickable(ctx.db, ctx.accountId, {}, 10, ctx.now());
  const reasonOf = (id: string) => notPickable(rows.find((row) => row.id === id) as PickableNumber, mine.id);
  for (const [id, code] of [
    [taken, 21712],
    [voiceOnly, 21715],
  ] as const) {
    expect(reasonOf(id)).toMatchObject({ code });
    await expect(addSender(ctx, mine.id, id)).rejects.toMatchObject({ code });
  }
});

async function serviceFor(ctx: Ctx, { pool, to }: Pick<Case, "pool" | "to">) {
  const { id } = await createService(ctx, { friendlyName: "Awkward", destinations: [to] });
  const numberIds: string[] = [];
  for (const kind of pool) numberIds.push(await buy(ctx, kind));
  if (numberIds.length > 0) await addSenders(ctx, id, numberIds);
  return { id, text: toSid("MG", id) };
}

/** Buys any free number of the kind; specs run side by side, so another may be faster. */
async function buy(ctx: Ctx, [country, type, registration]: Kind): Promise<string> {
  const offered = await searchAvailable(ctx, { country, type, smsEnabled: true });
  for (const { phoneNumber } of offered.toSorted(() => Math.random() - 0.5)) {
    const bought = await buyNumber(ctx, { phoneNumber }).catch(() => undefined);
    if (!bought) continue;
    if (registration) await updateNumber(ctx, bought.id, { registration });
    return bought.id;
  }
  throw new Error(`No ${type} number of ${country} is left`);
}

async function judge(ctx: Ctx, serviceId: string, country: string): Promise<DestinationVerdict> {
  const { input } = await fetchJudgedService(ctx, serviceId, { mayAdminister: true, simulatedMps: 10 });
  const verdict = readinessOf(input).destinations.find((one) => one.country === country);
  if (!verdict) throw new Error(`${country} was not judged`);
  return verdict;
}

/** "ok" once it is delivered, else the code it was refused with or came back with. */
async function outcomeOf(api: twilio.Twilio, messagingServiceSid: string, to: string): Promise<"ok" | number> {
  let sid: string;
  try {
    ({ sid } = await api.messages.create({ messagingServiceSid, to, body: "Hello" }));
  } catch (error) {
    return (error as { code: number }).code;
  }
  for (;;) {
    const { status, errorCode } = await api.messages(sid).fetch();
    if (status === "delivered") return "ok";
    if (status === "undelivered" || status === "failed") return errorCode;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
