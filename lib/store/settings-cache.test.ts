import { expect, test, vi } from "vitest";
import type { AccountSettings } from "@/lib/domain/settings";
import type { SettingsSource } from "@/lib/store/settings";
import { cacheSettings } from "@/lib/store/settings-cache";

const account = (id: string, friendlyName = "Owl") => ({ id, friendlyName }) as AccountSettings;

function setUp(entriesMax?: number) {
  const source = {
    account: vi.fn<SettingsSource["account"]>(async (id) => account(id)),
    service: vi.fn<SettingsSource["service"]>(async () => undefined),
    sender: vi.fn<SettingsSource["sender"]>(async () => undefined),
    content: vi.fn<SettingsSource["content"]>(async () => undefined),
    apiKey: vi.fn<SettingsSource["apiKey"]>(async () => ({
      accountId: "a",
      secretHash: "digest",
      type: "standard" as const,
      allow: [],
    })),
  };
  const cache = cacheSettings(source, entriesMax);
  cache.listens(true);
  return { source, cache };
}

test("what was read once is not read again", async () => {
  const { source, cache } = setUp();
  expect(await cache.account("a")).toEqual(account("a"));
  expect(await cache.account("a")).toEqual(account("a"));
  expect(source.account).toHaveBeenCalledOnce();
});

test("what does not exist is asked for each time, so that it is found once it does", async () => {
  const { source, cache } = setUp();
  await cache.sender("+1", "a");
  await cache.sender("+1", "a");
  expect(source.sender).toHaveBeenCalledTimes(2);
});

test("a change of an account forgets that account's entries of every kind, and no other's", async () => {
  const { source, cache } = setUp();
  const readAll = () => Promise.all([cache.account("a"), cache.account("b"), cache.apiKey("k")]);
  await readAll();
  cache.invalidate("a");
  await readAll();
  expect(source.account.mock.calls.map(([id]) => id)).toEqual(["a", "b", "a"]);
  expect(source.apiKey).toHaveBeenCalledTimes(2);
});

test("a fresh read goes past the cache and renews it", async () => {
  const { source, cache } = setUp();
  await cache.account("a");
  source.account.mockResolvedValue(account("a", "Barn owl"));
  expect((await cache.account("a"))?.friendlyName).toBe("Owl");
  expect((await cache.account("a", { fresh: true }))?.friendlyName).toBe("Barn owl");
  expect((await cache.account("a"))?.friendlyName).toBe("Barn owl");
});

test("a read that began before a change is not kept", async () => {
  const { source, cache } = setUp();
  let answer = (_value: AccountSettings) => {};
  source.account.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const reading = cache.account("a");
  cache.invalidate("a");
  answer(account("a", "stale"));
  expect((await reading)?.friendlyName).toBe("stale");
  expect((await cache.account("a"))?.friendlyName).toBe("Owl");
});

test("whoever asks while a read is under way shares it, unless something changed meanwhile", async () => {
  const { source, cache } = setUp();
  await Promise.all([cache.account("a"), cache.account("a")]);
  expect(source.account).toHaveBeenCalledOnce();
  const before = cache.account("b");
  cache.invalidate("b");
  await Promise.all([before, cache.account("b")]);
  expect(source.account).toHaveBeenCalledTimes(3);
});

test("while changes are not heard nothing is remembered, and nothing from before is used", async () => {
  const { source, cache } = setUp();
  await cache.account("a");
  cache.listens(false);
  await cache.account("a");
  await cache.account("a");
  expect(source.account).toHaveBeenCalledTimes(3);
});

test("the cache keeps no more than its bound", async () => {
  const { source, cache } = setUp(2);
  for (const id of ["a", "b", "c", "a"]) await cache.account(id);
  expect(source.account).toHaveBeenCalledTimes(4);
});
