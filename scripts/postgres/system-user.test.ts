import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { canReach } from "@/scripts/postgres/system-user";

/** Nobody we know: neither owner nor group of anything here. */
const STRANGER = { uid: 54_321, gid: 54_321 };

const folder = (mode: number) => {
  const outer = temporaryFolder();
  mkdirSync(path.join(outer, "inner"), { mode: 0o755 });
  writeFileSync(path.join(outer, "inner", "postgres"), "");
  chmodSync(path.join(outer, "inner", "postgres"), 0o755);
  chmodSync(outer, mode);
  return path.join(outer, "inner", "postgres");
};

test.each([
  ["a closed folder above hides all in it", 0o700, false],
  ["passing a folder is enough, listing it is not needed", 0o711, true],
  ["an open folder is passed", 0o755, true],
])("%s", (_rule, mode, reached) => {
  expect(canReach(STRANGER, folder(mode), 5)).toBe(reached);
});

test("a program that others may read but not run is out of reach", () => {
  const program = folder(0o755);
  chmodSync(program, 0o644);
  expect(canReach(STRANGER, program, 5)).toBe(false);
});

test("an owner's own rights count, not those of others", () => {
  const program = folder(0o755);
  const { uid, gid } = statSync(program);
  chmodSync(program, 0o077);
  expect(canReach({ uid, gid }, program, 5)).toBe(false);
});
