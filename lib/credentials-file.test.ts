import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Credentials, forgetAuthToken, forgetInitialPassword } from "@/lib/credentials-file";

const FIRST: Credentials = {
  consoleUrl: "http://localhost:3000",
  apiUrl: "http://localhost:3000",
  email: "operator@example.com",
  password: "initial-password",
  accountSid: "AC00000000000000000000000000000001",
  authToken: "0123456789abcdef0123456789abcdef",
};

let dataDir: string;
const file = () => path.join(dataDir, "credentials.json");
const stored = () => JSON.parse(readFileSync(file(), "utf8"));

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "credentials-"));
  writeFileSync(file(), JSON.stringify(FIRST), { mode: 0o600 });
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("a changed password leaves the file, which stays readable by its owner only", async () => {
  await forgetInitialPassword(dataDir, "operator@example.com");
  const { password: _gone, ...rest } = FIRST;
  expect(stored()).toEqual(rest);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test("a rotated token leaves the file", async () => {
  await forgetAuthToken(dataDir, FIRST.accountSid);
  expect(stored()).not.toHaveProperty("authToken");
  expect(stored()).toHaveProperty("password");
});

test("another operator's password and another account's token change nothing", async () => {
  await forgetInitialPassword(dataDir, "colleague@example.com");
  await forgetAuthToken(dataDir, "AC00000000000000000000000000000002");
  expect(stored()).toEqual(FIRST);
});

test("without the file there is nothing to do", async () => {
  rmSync(file());
  await forgetInitialPassword(dataDir, "operator@example.com");
});
