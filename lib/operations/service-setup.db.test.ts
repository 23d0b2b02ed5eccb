import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { createMessage } from "@/lib/operations/send";
import { addSender, removeSenders } from "@/lib/operations/sender-pool";
import {
  beginSetup,
  completeStep,
  countNamesakes,
  discardSetup,
  findSetup,
  readRevision,
  SaveIntegration,
  saveIntegration,
} from "@/lib/operations/service-setup";
import { createService, fetchService, listServices, updateService } from "@/lib/operations/services";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";
import { newId } from "@/lib/testing/sending";

const db = (await testDatabase()).open({ connectionsMax: 10 });
const world = testWorld(db);
const { ctx } = await createAccount(world);

const first = (setupKey = newId()) => ({
  setupKey,
  friendlyName: "Reminders",
  usecase: "undeclared" as const,
  destinations: ["US"],
});
const stepOf = async (id: string) => (await fetchService(ctx, id)).setupStep;

test("however often step 1 is sent with one key, also at once, it makes one service", async () => {
  const input = first();
  const made = await Promise.all([1, 2, 3, 4].map(() => beginSetup(ctx, input)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(made[0]).toMatchObject({ setupStep: 2, destinations: ["US"], poolSize: 0 });
});

test("the key finds the service again; another account's does not", async () => {
  const input = first();
  const { id } = await beginSetup(ctx, input);
  expect((await findSetup(ctx, input.setupKey))?.id).toBe(id);
  expect(await findSetup((await createAccount(world)).ctx, input.setupKey)).toBeUndefined();
});

test("a service that no wizard made is edited under its own id", async () => {
  const { id } = await createService(ctx, { friendlyName: "Made by the API" });
  await beginSetup(ctx, { ...first(id), friendlyName: "Renamed" });
  expect(await fetchService(ctx, id)).toMatchObject({ friendlyName: "Renamed", setupStep: null });
});

test("codes are proposed a short life; a life that was chosen by hand stays", async () => {
  const input = first();
  const { id } = await beginSetup(ctx, { ...input, usecase: "verification" });
  expect((await fetchService(ctx, id)).validityPeriod).toBe(300);
  expect((await beginSetup(ctx, input)).validityPeriod).toBe(36_000);
  await updateService(ctx, id, { validityPeriod: 600 });
  expect((await beginSetup(ctx, { ...input, usecase: "verification" })).validityPeriod).toBe(600);
});

test("steps go forward only, and noting one is no change of the service", async () => {
  const { id, revision } = await beginSetup(ctx, first());
  await completeStep(ctx, id, "integration");
  await completeStep(ctx, id, "senders");
  expect(await stepOf(id)).toBe(4);
  expect(await readRevision(ctx, { id })).toMatchObject({ revision });
  await completeStep(ctx, id, "compliance");
  await completeStep(ctx, id, "senders");
  expect(await stepOf(id)).toBeNull();
});

test("what happens with replies is kept as the wire says it", async () => {
  const { id } = await beginSetup(ctx, first());
  const save = async (input: object) =>
    saveIntegration(ctx, id, SaveIntegration.parse({ validityPeriod: 36_000, ...input }));
  const inboundRequestUrl = "https://acme.test/in";
  expect(await save({ replies: "webhook", inboundRequestUrl })).toMatchObject({
    useInboundWebhookOnNumber: false,
    inboundRequestUrl,
  });
  expect(await save({ replies: "sender", inboundRequestUrl })).toMatchObject({
    useInboundWebhookOnNumber: true,
    inboundRequestUrl,
  });
  expect(await save({ replies: "drop", inboundRequestUrl })).toMatchObject({
    useInboundWebhookOnNumber: false,
    inboundRequestUrl: null,
  });
  expect(SaveIntegration.safeParse({ replies: "webhook", validityPeriod: 36_000 }).error?.issues[0]?.path).toEqual([
    "inboundRequestUrl",
  ]);
});

test("only a service that nobody can miss is discarded", async () => {
  const unused = await beginSetup(ctx, first());
  await discardSetup(ctx, unused.id);
  expect(await findSetup(ctx, unused.id)).toBeUndefined();
  await expect(discardSetup(ctx, unused.id)).rejects.toMatchObject({ code: 20404 });

  const finished = await createService(ctx, { friendlyName: "Finished" });
  await expect(discardSetup(ctx, finished.id)).rejects.toMatchObject({ code: 20409 });

  const used = await beginSetup(ctx, first());
  const number = await createNumber(ctx);
  await addSender(ctx, used.id, number.id);
  await expect(discardSetup(ctx, used.id)).rejects.toMatchObject({ code: 20409 });
  await createMessage(ctx, { messagingServiceSid: toSid("MG", used.id), to: "+14155550199", body: "Hello" });
  await removeSenders(ctx, used.id, [number.id]);
  await expect(discardSetup(ctx, used.id)).rejects.toMatchObject({ code: 20409 });
  const { rows } = await listServices(ctx, { limit: 100 });
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([finished.id, used.id]));
});

test("names that repeat are counted, the service itself left out", async () => {
  const one = await createService(ctx, { friendlyName: "Twins" });
  await createService(ctx, { friendlyName: "Twins" });
  expect(await countNamesakes(ctx, { name: "Twins" })).toBe(2);
  expect(await countNamesakes(ctx, { name: "Twins", exceptId: one.id })).toBe(1);
});

test("a deleted service has no revision", async () => {
  expect(await readRevision(ctx, { id: newId() })).toBeNull();
});
