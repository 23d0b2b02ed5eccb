import { beforeEach, expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import { findPast, insertDrafts } from "@/lib/store/accept";
import { registerGateway } from "@/lib/store/gateways";
import * as messages from "@/lib/store/messages";
import {
  close,
  closeOne,
  find,
  isOpen,
  isOptedOut,
  list,
  type NewOptOut,
  open as openOptOuts,
  type Scope,
} from "@/lib/store/opt-outs";
import { makeSteps, type Step } from "@/lib/store/steps";
import { transact } from "@/lib/store/transaction";
import { testDatabase } from "@/lib/testing/database";
import { draftOf, newId, storeNumber, storeService } from "@/lib/testing/sending";
import { storeAccount } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open({ hot: true });

const PERSON = "+14155550199";
let accountId: string;
let me: number;
let sender: { id: string; phoneNumber: string };
beforeEach(async () => {
  accountId = await storeAccount(db);
  sender = await storeNumber(db, accountId);
  me = await registerGateway(db.sql, newId());
});

const ofSender = (): Scope => ({ serviceId: null, sender: sender.phoneNumber });
const ofService = (serviceId: string): Scope => ({ serviceId, sender: null });
const by = { at: new Date(), source: "keyword", actor: PERSON, reason: "stop", messageId: null } as const;
const optOut = (scope: Scope, given: Partial<NewOptOut> = {}): NewOptOut =>
  ({ ...scope, ...by, id: newId(), recipient: PERSON, replyId: null, ...given }) as NewOptOut;
const stop = (scope: Scope, given: Partial<NewOptOut> = {}) => openOptOuts(db.sql, accountId, [optOut(scope, given)]);

const accept = (given: Partial<Message> = {}) => {
  const now = new Date(Date.now() + 1_000);
  return insertDrafts(db.sql, { gatewayId: me, now, holdUntil: new Date(now.getTime() + 60_000) }, [
    draftOf(accountId, sender, { to: PERSON, ...given }),
  ]);
};
const submits = (id: string, from: Step["from"] = "queued"): Step => ({
  id,
  owner: me,
  from,
  to: "sending",
  event: "sending",
  at: new Date(),
  submits: true,
});
const statusOf = async (id: string) => (await messages.find(db, accountId, id))?.status;
/** A message that waits for its slot. */
async function held(given: Partial<Message> = {}): Promise<string> {
  const [stored] = await accept(given);
  return stored?.id ?? "";
}

test("a message accepted before the STOP is not handed over after it, and keeps its status", async () => {
  const id = await held();
  await stop(ofSender());
  expect(await makeSteps(db.sql, [submits(id)])).toEqual(new Map([[id, "opted out"]]));
  expect(await statusOf(id)).toBe("queued");
});

test("a STOP counts from its commit on: a step before it is made, a step after it is not", async () => {
  const [before, after] = [await held(), await held()];
  await transact(db.sql, async (sql) => {
    await openOptOuts(sql, accountId, [optOut(ofSender())]);
    expect(await makeSteps(db.sql, [submits(before)])).toEqual(new Map([[before, 1]]));
  });
  expect(await makeSteps(db.sql, [submits(after)])).toEqual(new Map([[after, "opted out"]]));
});

test("a message that may have left before a crash is not handed over once more", async () => {
  const id = await held();
  await makeSteps(db.sql, [submits(id)]);
  await stop(ofSender());
  expect(await makeSteps(db.sql, [submits(id, "sending")])).toEqual(new Map([[id, "opted out"]]));
});

test("of a batch the others move, and steps that hand nothing over are never looked at", async () => {
  const [stopped, other, sent] = [await held(), await held({ to: "+14155550188" }), await held()];
  await makeSteps(db.sql, [submits(sent)]);
  await stop(ofSender());
  const isSent: Step = { ...submits(sent, "sending"), to: "sent", event: "sent", submits: false };
  const made = await makeSteps(db.sql, [submits(stopped), submits(other), isSent]);
  expect(made).toEqual(
    new Map<string, unknown>([
      [stopped, "opted out"],
      [other, 1],
      [sent, 2],
    ]),
  );
});

test("a STOP that comes between choosing the sender and storing the message turns the message away", async () => {
  const serviceId = await storeService(db, accountId, [sender.id]);
  await stop(ofService(serviceId));
  expect(await accept({ serviceId, fromGiven: false })).toMatchObject([{ refused: 21610 }]);
  expect(await accept()).toMatchObject([{ refused: 21610 }]);
});

test("the answer that confirms it is let through, and nothing else", async () => {
  const replyId = newId();
  await stop(ofSender(), { replyId });
  const [reply] = await accept({ id: replyId, direction: "outbound-reply" });
  expect(reply).toMatchObject({ refused: null });
  expect(await makeSteps(db.sql, [submits(replyId)])).toEqual(new Map([[replyId, 1]]));
  expect(await accept({ direction: "outbound-reply" })).toMatchObject([{ refused: 21610 }]);
});

test.each(["another sender", "another recipient", "an ended one", "another account"])(
  "an opt-out stops no other message: %s",
  async (which) => {
    if (which === "another sender") await stop({ serviceId: null, sender: "+14155550100" });
    if (which === "another recipient") await stop(ofSender(), { recipient: "+14155550100" });
    if (which === "an ended one") {
      await stop(ofSender());
      expect(await close(db.sql, accountId, PERSON, [ofSender()], { ...by, reason: "start" })).toBe(1);
    }
    if (which === "another account") await openOptOuts(db.sql, await storeAccount(db), [optOut(ofSender())]);
    const [stored] = await accept();
    expect(stored).toMatchObject({ refused: null });
    expect(await makeSteps(db.sql, [submits(stored!.id)])).toEqual(new Map([[stored!.id, 1]]));
  },
);

test("what is known of recipients names what they opted out of, in the order they were asked", async () => {
  const serviceId = await storeService(db, accountId, [sender.id]);
  await stop(ofSender());
  await stop(ofService(serviceId));
  await stop(ofService(newId()));
  const asked = [{ to: "+14155550100" }, { to: PERSON }].map((one) => ({ ...one, accountId, serviceId }));
  const [stranger, person] = await findPast(db.sql, asked);
  expect(stranger?.optedOutOf).toEqual([]);
  expect(person?.optedOutOf.toSorted()).toEqual([sender.phoneNumber, serviceId].toSorted());
});

test("a scope has one open row at most, whoever opens it; ended, it can be opened anew", async () => {
  const opened = await Promise.all([1, 2, 3].map(() => stop(ofSender())));
  expect(opened.flat()).toHaveLength(1);
  expect(await isOpen(db.sql, accountId, PERSON, [ofSender()])).toBe(true);
  await close(db.sql, accountId, PERSON, [ofSender()], by);
  expect(await isOpen(db.sql, accountId, PERSON, [ofSender()])).toBe(false);
  expect(await stop(ofSender())).toHaveLength(1);
});

test("one is ended by its id once, with who and why; another account's is not there", async () => {
  const [id = ""] = await stop(ofSender());
  const deed = {
    at: new Date(Date.now() + 1_000),
    source: "console",
    actor: "owl@example.com",
    reason: "Asked by phone",
  } as const;
  expect(await closeOne(db, await storeAccount(db), id, deed)).toBeUndefined();
  expect(await closeOne(db, accountId, id, deed)).toMatchObject({
    endedAt: deed.at,
    endSource: "console",
    endActor: deed.actor,
    endReason: deed.reason,
  });
  expect(await closeOne(db, accountId, id, deed)).toBeUndefined();
  expect(await find(db, await storeAccount(db), id)).toBeUndefined();
});

test("the list is newest first, by pages, and filtered", async () => {
  const ids: string[] = [];
  for (const last of ["01", "02", "03"]) ids.unshift(...(await stop(ofSender(), { recipient: `+141555501${last}` })));
  await close(db.sql, accountId, "+14155550101", [ofSender()], by);
  const first = await list(db, accountId, {}, { limit: 2 });
  expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect((await list(db, accountId, {}, { limit: 2, after: first.nextAfter! })).rows.map(({ id }) => id)).toEqual(
    ids.slice(2),
  );
  const recipients = async (filter: Parameters<typeof list>[2]) =>
    (await list(db, accountId, filter, { limit: 9 })).rows.map(({ recipient }) => recipient.slice(-2));
  expect(await recipients({ open: true })).toEqual(["03", "02"]);
  expect(await recipients({ open: false })).toEqual(["01"]);
  expect(await recipients({ recipient: "+14155550102" })).toEqual(["02"]);
  expect(await recipients({ source: "import" })).toEqual([]);
  expect(await recipients({ sender: sender.phoneNumber, open: true })).toEqual(["03", "02"]);
});

test("a look is one descent of one index, however many have opted out", async () => {
  const many = Array.from({ length: 2_000 }, (_, n) =>
    optOut(ofSender(), { recipient: `+1415200${String(n).padStart(4, "0")}` }),
  );
  await openOptOuts(db.sql, accountId, many);
  const { rows } = await db.sql.query<{ "QUERY PLAN": string }>(
    `EXPLAIN SELECT ${isOptedOut("m")} FROM message m WHERE m.id = '${await held()}'`,
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("opt_out_open_key");
  expect(plan).not.toMatch(/Seq Scan on opt_out|hashed SubPlan|Hash/);
});
