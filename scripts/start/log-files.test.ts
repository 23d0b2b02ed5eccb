import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { LogFile, turnForeignLog } from "@/scripts/start/log-files";

const fresh = () => path.join(temporaryFolder(), "gateway.log");

test("a log is turned before it outgrows its size, and only the newest ones stay", () => {
  const file = fresh();
  const log = new LogFile(file, 20);
  for (let line = 0; line < 100; line++) log.add(`line ${line}`);
  const names = readdirSync(path.dirname(file)).sort();
  expect(names).toEqual(["gateway.log", ...[1, 2, 3, 4, 5].map((age) => `gateway.log.${age}`)]);
  for (const name of names) expect(statSync(path.join(path.dirname(file), name)).size).toBeLessThanOrEqual(20);
  expect(readFileSync(file, "utf8")).toContain("line 99");
  expect(readFileSync(`${file}.1`, "utf8")).toContain("line 97");
});

test("a log that was there before goes on, its size counted", () => {
  const file = fresh();
  writeFileSync(file, "x".repeat(19));
  new LogFile(file, 20).add("new");
  expect(readFileSync(file, "utf8")).toBe("new\n");
});

test("a log that cannot be written stops nothing", () => {
  expect(() => new LogFile("/nowhere/at/all.log").add("x")).not.toThrow();
});

test("another process's log is cut where it stands", () => {
  const file = fresh();
  writeFileSync(file, "x".repeat(30));
  turnForeignLog(file, 20);
  appendFileSync(file, "after");
  expect(readFileSync(file, "utf8")).toBe("after");
  expect(statSync(`${file}.1`).size).toBe(30);
});
