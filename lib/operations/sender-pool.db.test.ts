import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { newId, storeNumber } from "@/lib/testing/sending";
import { addAlphaSender } from "./alpha-senders";
import { fetchMessage } from "./messages";
import { createOwnedSender, joinPool, releaseOwnedSender } from "./owned-senders";
import { buyNumber, releaseNumber } from "./phone-numbers";
import { addMembers } from "./pool-members";
import { markRegistered } from "./registration";
import { createMessage } from "./send";
import { addSender, addSenders, listSenders, pauseSenders, removeSenders } from "./sender-pool";
import { deleteService, fetchService } from "./services";

const db = (await testDatabase()).open({ connectionsMax: 10 });
const world = testWorld(db);
const { ctx } = await createAccount(world);

const stored = async (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await storeNumber(db, ctx.accountId)).id));
const remember = (serviceId: string, numberId: string) =>
  db.prisma.stickySender.create({ data: { serviceId, numberId, recipient: `+1555${numberId.slice(-7)}` } });

test("of many, each is added or refused for itself, in the order given", async () => {
  const service = await createServiceWith(ctx, []);
  const taken = await createNumber(ctx);
  await createServiceWith(ctx, [taken]);
  const voiceOnly = await buyNumber(ctx, { phoneNumber: "+442079460000" });
  const foreign = await createNumber((await createAccount(world)).ctx);
  const fine = await createNumber(ctx);

  const asked = [fine.id, fine.id, taken.id, voiceOnly.id, foreign.id, newId()];
  const results = await addSenders(ctx, service.id, asked);
  expect(results.map((result) => ("refusal" in result ? result.refusal.code : "added"))).toEqual([
    "added",
    21710,
    21712,
    21715,
    20404,
    20404,
  ]);
  expect(results.map(({ numberId }) => numberId)).toEqual(asked);
});

test("a pool never grows beyond 400, however many are added at once", async () => {
  const service = await createServiceWith(ctx, []);
  const numbers = await stored(405);
  await addSenders(ctx, service.id, numbers.slice(0, 398));
  const attempts = await Promise.allSettled(numbers.slice(398).map((id) => addSender(ctx, service.id, id)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  for (const attempt of attempts)
    if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: 21714 });
  expect((await fetchService(ctx, service.id)).poolSize).toBe(400);
});

test("short codes count among the 400, names do not", async () => {
  const service = await createServiceWith(ctx, []);
  await addSenders(ctx, service.id, await stored(399));
  const codes = [];
  for (const address of ["30001", "30002", "30003"]) {
    codes.push((await createOwnedSender(ctx, { address, country: "US" })).id);
  }
  const attempts = await Promise.allSettled(codes.map((id) => joinPool(ctx, service.id, id)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const attempt of attempts)
    if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: 21714 });
  await addAlphaSender(ctx, service.id, { alphaSender: "Owls" }, { forDestination: false });
  expect((await fetchService(ctx, service.id)).poolSize).toBe(401);
});

test("senders of several kinds leave at once; those that are owned come back with who knew them, names are gone", async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  const code = await createOwnedSender(ctx, { address: "30010", country: "US" });
  await joinPool(ctx, service.id, code.id);
  const name = await addAlphaSender(ctx, service.id, { alphaSender: "Owls" }, { forDestination: false });
  await remember(service.id, code.id);
  const ids = [number.id, code.id, name.id];
  expect(await removeSenders(ctx, service.id, ids, { undoable: true })).toBe(3);
  expect((await fetchService(ctx, service.id)).poolSize).toBe(0);
  const { added, refused } = await addMembers(ctx, service.id, ids, { restores: true });
  expect(added).toEqual([number.id, code.id]);
  expect(refused).toMatchObject([{ id: name.id, refusal: { code: 20404 } }]);
  expect(await db.prisma.stickySender.count({ where: { serviceId: service.id } })).toBe(1);
  expect(await pauseSenders(ctx, service.id, ids, { paused: true })).toBe(2);
});

test("a short code that is given back is known to nobody any more", async () => {
  const service = await createServiceWith(ctx, []);
  const code = await createOwnedSender(ctx, { address: "30020", country: "US" });
  await joinPool(ctx, service.id, code.id);
  await remember(service.id, code.id);
  const before = (await fetchService(ctx, service.id)).revision;
  await releaseOwnedSender(ctx, code.id);
  expect(await db.prisma.stickySender.count({ where: { serviceId: service.id } })).toBe(0);
  expect(await db.prisma.queuePace.count({ where: { queue: { startsWith: code.id } } })).toBe(0);
  expect((await fetchService(ctx, service.id)).revision).toBe(before + 1);
});

test("registered is a name, wherever it is used and whenever it is added", async () => {
  const [one, other] = [await createServiceWith(ctx, []), await createServiceWith(ctx, [])];
  const name = await addAlphaSender(ctx, one.id, { alphaSender: "Regal Owl" }, { forDestination: false });
  await markRegistered(ctx, name.id);
  const again = await addAlphaSender(
    ctx,
    other.id,
    { alphaSender: "Regal Owl", isoCountryCode: "IN" },
    { forDestination: true },
  );
  expect(again.registration).toBe("verified");
  await expect(markRegistered(ctx, newId())).rejects.toMatchObject({ code: 20404 });
});

test("two services that want one number at once do not both get it", async () => {
  const number = await createNumber(ctx);
  const services = await Promise.all([1, 2, 3, 4].map(() => createServiceWith(ctx, [])));
  const attempts = await Promise.allSettled(services.map(({ id }) => addSender(ctx, id, number.id)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const attempt of attempts)
    if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: 21712 });
});

test("senders that leave are free, and recipients forget them", async () => {
  const numbers = [await createNumber(ctx), await createNumber(ctx)] as const;
  const service = await createServiceWith(ctx, numbers);
  for (const { id } of numbers) await remember(service.id, id);
  expect(await removeSenders(ctx, service.id, [numbers[0].id, newId()])).toBe(1);
  expect((await listSenders(ctx, service.id, { limit: 10 })).rows.map(({ number }) => number.id)).toEqual([
    numbers[1].id,
  ]);
  expect(await db.prisma.stickySender.count({ where: { serviceId: service.id } })).toBe(1);
  await addSender(ctx, (await createServiceWith(ctx, [])).id, numbers[0].id);
});

test("a list of senders is walked to its end while they are removed", async () => {
  const service = await createServiceWith(ctx, []);
  await addSenders(ctx, service.id, await stored(5));
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await listSenders(ctx, service.id, { limit: 2, ...(after ? { after } : {}) });
    seen.push(...page.rows.map(({ number }) => number.id));
    await removeSenders(
      ctx,
      service.id,
      page.rows.map(({ number }) => number.id),
    );
    after = page.nextAfter;
    more = after !== undefined;
  }
  expect(new Set(seen).size).toBe(5);
});

test.each([
  ["a deleted service", (serviceId: string) => deleteService(ctx, serviceId)],
  ["a released number", (_serviceId: string, numberId: string) => releaseNumber(ctx, numberId)],
])("%s takes its memberships and sticky senders along", async (_rule, remove) => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await remember(service.id, number.id);
  await remove(service.id, number.id);
  expect(await db.prisma.poolMember.count({ where: { numberId: number.id } })).toBe(0);
  expect(await db.prisma.stickySender.count({ where: { numberId: number.id } })).toBe(0);
});

test("each change of a pool is a new revision of its service", async () => {
  const service = await createServiceWith(ctx, []);
  const number = await createNumber(ctx);
  await addSender(ctx, service.id, number.id);
  await releaseNumber(ctx, number.id);
  expect((await fetchService(ctx, service.id)).revision).toBe(service.revision + 2);
});

test("an undone removal restores who knew whom; any other return starts anew", async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await remember(service.id, number.id);
  const pairs = () => db.prisma.stickySender.count({ where: { serviceId: service.id, numberId: number.id } });

  await removeSenders(ctx, service.id, [number.id], { undoable: true });
  await addSenders(ctx, service.id, [number.id], { restores: true });
  expect(await pairs()).toBe(1);

  await removeSenders(ctx, service.id, [number.id], { undoable: true });
  await addSenders(ctx, service.id, [number.id]);
  expect(await pairs()).toBe(0);
});

test("a paused sender is not chosen until it is resumed, keeps its people, and is a new revision each time", async () => {
  const [first, second] = [await createNumber(ctx, "415"), await createNumber(ctx, "212")];
  const service = await createServiceWith(ctx, [first, second]);
  const send = () =>
    createMessage(ctx, { to: "+14155550199", body: "Hello", messagingServiceSid: toSid("MG", service.id) });
  const { revision } = await fetchService(ctx, service.id);
  expect((await send()).from).toBe(first.phoneNumber);
  expect(await pauseSenders(ctx, service.id, [first.id], { paused: true })).toBe(1);
  expect(await pauseSenders(ctx, service.id, [first.id], { paused: true })).toBe(0);
  expect((await send()).from).toBe(second.phoneNumber);
  expect(await pauseSenders(ctx, service.id, [first.id], { paused: false })).toBe(1);
  expect((await send()).from).toBe(first.phoneNumber);
  expect((await fetchService(ctx, service.id)).revision).toBe(revision + 2);
});

test("a pool whose senders are all paused fails with 21703, and a From that names one still sends", async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  await pauseSenders(ctx, service.id, [number.id], { paused: true });
  const via = { to: "+14155550199", body: "Hello", messagingServiceSid: toSid("MG", service.id) };
  const { id } = await createMessage(ctx, via);
  expect(await fetchMessage(ctx, id)).toMatchObject({ status: "failed", errorCode: 21703 });
  const named = await createMessage(ctx, { ...via, from: number.phoneNumber });
  expect(await fetchMessage(ctx, named.id)).toMatchObject({ status: "queued", from: number.phoneNumber });
});

test("another account's sender is not paused", async () => {
  const number = await createNumber(ctx);
  const service = await createServiceWith(ctx, [number]);
  const { ctx: stranger } = await createAccount(testWorld(db));
  expect(await pauseSenders(stranger, service.id, [number.id], { paused: true })).toBe(0);
});
