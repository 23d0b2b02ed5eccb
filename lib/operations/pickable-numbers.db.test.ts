import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { buyNumber } from "@/lib/operations/phone-numbers";
import { buyPickable, moveSender, pickNumbers, readPasted } from "@/lib/operations/pickable-numbers";
import { addSender, addSenders, listSenders } from "@/lib/operations/sender-pool";
import { createService } from "@/lib/operations/services";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, testWorld } from "@/lib/testing/factories";
import { storeNumber } from "@/lib/testing/sending";

const db = (await testDatabase()).open();
const world = testWorld(db);

const membersOf = async (ctx: Parameters<typeof listSenders>[0], serviceId: string) =>
  (await listSenders(ctx, serviceId, { limit: 400 })).rows.map(({ number }) => number.id);

test("free numbers come first, then those of other services, each newest first", async () => {
  const { ctx } = await createAccount(world);
  const [old, taken, young] = [await createNumber(ctx), await createNumber(ctx), await createNumber(ctx)];
  const service = await createServiceWith(ctx, [taken]);
  const { rows, more } = await pickNumbers(ctx, {});
  expect(rows.map(({ id }) => id)).toEqual([young.id, old.id, taken.id]);
  expect(rows.at(-1)?.service).toEqual({ id: service.id, friendlyName: service.friendlyName });
  expect(more).toBe(false);
});

test("digits, label, country, type and being able to text narrow the list; other accounts never show", async () => {
  const { ctx } = await createAccount(world);
  await createNumber((await createAccount(world)).ctx);
  const local = await createNumber(ctx, "212");
  const voice = await buyNumber(ctx, { phoneNumber: "+442079460011" });
  const ids = async (filter: Parameters<typeof pickNumbers>[1]) =>
    (await pickNumbers(ctx, filter)).rows.map(({ id }) => id);
  expect(await ids({ search: "212" })).toEqual([local.id]);
  expect(await ids({ country: "GB" })).toEqual([voice.id]);
  expect(await ids({ country: "GB", textOnly: true })).toEqual([]);
  expect(await ids({ type: "toll-free" })).toEqual([]);
});

test("a bought number can be chosen at once", async () => {
  const { ctx } = await createAccount(world);
  expect(await buyPickable(ctx, { phoneNumber: "+13035550111" })).toMatchObject({
    phoneNumber: "+13035550111",
    carrierKind: "simulated",
    service: null,
  });
});

test("a number that moves leaves one pool for the other", async () => {
  const { ctx } = await createAccount(world);
  const number = await createNumber(ctx);
  const from = await createServiceWith(ctx, [number]);
  const to = await createService(ctx, { friendlyName: "New home" });
  await moveSender(ctx, to.id, number.id);
  expect(await membersOf(ctx, from.id)).toEqual([]);
  expect(await membersOf(ctx, to.id)).toEqual([number.id]);
  await moveSender(ctx, to.id, number.id);
  expect(await membersOf(ctx, to.id)).toEqual([number.id]);
});

test("a number whose new pool is full stays where it is", async () => {
  const { ctx } = await createAccount(world);
  const number = await createNumber(ctx);
  const from = await createServiceWith(ctx, [number]);
  const full = await createService(ctx, { friendlyName: "Full" });
  const many = await Promise.all(Array.from({ length: 400 }, () => storeNumber(db, ctx.accountId)));
  await addSenders(
    ctx,
    full.id,
    many.map(({ id }) => id),
  );
  await expect(moveSender(ctx, full.id, number.id)).rejects.toMatchObject({ code: 21714 });
  expect(await membersOf(ctx, from.id)).toEqual([number.id]);
});

test("a pasted list is read line by line, and each is told what stands against it", async () => {
  const { ctx } = await createAccount(world);
  const foreign = await createNumber((await createAccount(world)).ctx);
  const [byNumber, bySid, member, taken] = [
    await createNumber(ctx),
    await createNumber(ctx),
    await createNumber(ctx),
    await createNumber(ctx),
  ];
  const service = await createService(ctx, { friendlyName: "Mine" });
  await addSender(ctx, service.id, member.id);
  await createServiceWith(ctx, [taken]);
  const text = [
    byNumber.phoneNumber,
    toSid("PN", bySid.id),
    member.phoneNumber,
    taken.phoneNumber,
    foreign.phoneNumber,
    "nonsense",
    byNumber.phoneNumber,
  ].join("\n");
  const { joining, refused } = await readPasted(ctx, { serviceId: service.id, text });
  expect(joining.map(({ id }) => id)).toEqual([byNumber.id, bySid.id]);
  expect(refused.map(({ code }) => code)).toEqual([21710, 21712, 20404, 20404]);
});

test("more than a pool holds is refused as a whole", async () => {
  const { ctx } = await createAccount(world);
  const service = await createService(ctx, { friendlyName: "Mine" });
  const text = Array.from({ length: 401 }, (_, index) => `+1415${5_550_000 + index}`).join(",");
  await expect(readPasted(ctx, { serviceId: service.id, text })).rejects.toMatchObject({ code: 21714 });
});
