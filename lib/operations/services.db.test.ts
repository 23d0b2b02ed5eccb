import { expect, test } from "vitest";
import { SERVICES_MAX } from "@/lib/domain/service";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { createService, deleteService, fetchService, listServices, updateService } from "./services";

const db = (await testDatabase()).open({ connectionsMax: 10 });
const world = testWorld(db);
const { ctx } = await createAccount(world);

test("a double click in the wizard makes one service", async () => {
  const twice = await Promise.all(
    [1, 2, 3].map(() => createService(ctx, { friendlyName: "Reminders", setupKey: "0190", setupStep: 2 })),
  );
  expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
  const elsewhere = await createService((await createAccount(world)).ctx, { friendlyName: "Theirs", setupKey: "0190" });
  expect(elsewhere.friendlyName).toBe("Theirs");
});

test("a change touches what it names and nothing else", async () => {
  const service = await createService(ctx, { friendlyName: "Reminders", statusCallback: "https://example.com/s" });
  const changed = await updateService(ctx, service.id, { stickySender: false });
  expect(changed).toEqual({
    ...service,
    stickySender: false,
    revision: service.revision + 1,
    updatedAt: changed.updatedAt,
  });
});

test("another account's service is not found, whatever is asked of it", async () => {
  const service = await createService(ctx, { friendlyName: "Reminders" });
  const { ctx: stranger } = await createAccount(world);
  for (const attempt of [
    () => fetchService(stranger, service.id),
    () => updateService(stranger, service.id, { friendlyName: "Mine" }),
    () => deleteService(stranger, service.id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 20404 });
  }
  expect(await fetchService(ctx, service.id)).toEqual(service);
});

test("services are found by a part of their name", async () => {
  const { ctx: own } = await createAccount(world);
  for (const friendlyName of ["Login codes", "Reminders", "Marketing 100%"]) await createService(own, { friendlyName });
  const names = async (search: string) =>
    (await listServices(own, { limit: 10 }, { search })).rows.map((row) => row.friendlyName);
  expect(await names("REMIND")).toEqual(["Reminders"]);
  expect(await names("100%")).toEqual(["Marketing 100%"]);
  expect(await names("_")).toEqual([]);
});

test("an account has a thousand services at most", async () => {
  const { ctx: own } = await createAccount(world);
  await db.prisma.messagingService.createMany({
    data: Array.from({ length: SERVICES_MAX }, () => ({
      id: own.newId(),
      accountId: own.accountId,
      friendlyName: "A",
    })),
  });
  await expect(createService(own, { friendlyName: "One more" })).rejects.toMatchObject({ code: 21102 });
});
