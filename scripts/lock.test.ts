import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { LockedError, takeLock, waitForLock } from "@/scripts/lock";
import { markOf } from "@/scripts/processes";

const fresh = () => path.join(temporaryFolder(), "lock");

test("a second taker is told who holds the lock and since when", () => {
  const file = fresh();
  takeLock(file);
  expect(() => takeLock(file)).toThrow(new RegExp(`process ${process.pid} since \\d{4}-`));
});

test("a lock that was given back can be taken, and nothing is left beside it", () => {
  const file = fresh();
  takeLock(file)();
  expect(existsSync(file)).toBe(false);
  takeLock(file)();
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test.each([
  ["a process that is gone", JSON.stringify({ pid: 2 ** 22 + 1, started: "x", since: "" })],
  [
    "a process whose number another one has now",
    JSON.stringify({ ...markOf(process.pid), started: "before", since: "" }),
  ],
  ["nobody, as its file was cut short", '{"pid": 1'],
])("a lock of %s is taken over", (_whose, content) => {
  const file = fresh();
  writeFileSync(file, content);
  takeLock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
});

test("giving back a lock that was taken over leaves the new holder's", () => {
  const file = fresh();
  const release = takeLock(file);
  writeFileSync(file, "another's");
  release();
  expect(readFileSync(file, "utf8")).toBe("another's");
});

test("a waiting process gets its turn", async () => {
  const file = fresh();
  const release = takeLock(file);
  setTimeout(release, 50);
  const waited: number[] = [];
  await waitForLock(file, (holder) => waited.push(holder.pid));
  expect(waited).toEqual([process.pid]);
  expect(() => takeLock(file)).toThrow(LockedError);
});
