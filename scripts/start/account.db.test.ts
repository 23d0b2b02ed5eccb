import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { verifyPassword } from "better-auth/crypto";
import { beforeAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { open } from "@/lib/store/secrets";
import { testDatabase } from "@/lib/testing/database";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { randomPassword, resetPassword } from "@/scripts/operator/password";
import { ensureAccount } from "@/scripts/start/account";

const database = await testDatabase();
const db = database.open();
const folder = temporaryFolder();
const GIVEN = {
  DATA_DIR: folder,
  PORT: "4999",
  SENDERPOOL_ACCOUNT_SID: `AC${"0a".repeat(16)}`,
  SENDERPOOL_AUTH_TOKEN: "1b".repeat(16),
  SENDERPOOL_OPERATOR_EMAIL: "owner@example.com",
  SENDERPOOL_OPERATOR_PASSWORD: "a long password",
};
const start = (changes: Record<string, string | undefined> = {}) =>
  ensureAccount(database.url, parseEnv({ ...GIVEN, ...changes }));

async function opensWith(password: string): Promise<boolean> {
  const { password: hash } = await db.prisma.operatorLogin.findFirstOrThrow({
    where: { user: { email: "owner@example.com" } },
  });
  return verifyPassword({ hash: hash ?? "", password });
}

beforeAll(async () => {
  await Promise.all([start(), start()]);
});

test("two starts at once make one account of type Full and the operator who owns it", async () => {
  const [account, ...others] = await db.prisma.account.findMany();
  expect(others).toEqual([]);
  expect(account).toMatchObject({ type: "Full", status: "active" });
  expect(open(account!.authTokenSealed)).toBe(GIVEN.SENDERPOOL_AUTH_TOKEN);
  expect(await db.prisma.operator.findMany({ include: { memberships: true } })).toMatchObject([
    { email: "owner@example.com", initialPassword: true, memberships: [{ accountId: account!.id, role: "owner" }] },
  ]);
  expect(await opensWith("a long password")).toBe(true);
});

test("the credentials are left for programs, readable by their owner alone", () => {
  const file = path.join(folder, "credentials.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    consoleUrl: "http://localhost:4999",
    apiUrl: "http://localhost:4999",
    email: "owner@example.com",
    password: "a long password",
    accountSid: GIVEN.SENDERPOOL_ACCOUNT_SID,
    authToken: GIVEN.SENDERPOOL_AUTH_TOKEN,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a later start with the same values has nothing to say", async () => {
  expect(await start()).toBeUndefined();
});

test("a later start with other values keeps the stored ones and names the others", async () => {
  const said = await start({
    SENDERPOOL_AUTH_TOKEN: "2c".repeat(16),
    SENDERPOOL_OPERATOR_PASSWORD: "another password",
  });
  expect(said).toContain("SENDERPOOL_AUTH_TOKEN, SENDERPOOL_OPERATOR_PASSWORD changed nothing");
  expect(await opensWith("a long password")).toBe(true);
});

test("a lost password is replaced, and whoever was signed in is no longer", async () => {
  const { id } = await db.prisma.operator.findFirstOrThrow();
  await db.prisma.operatorSession.create({
    data: { userId: id, token: "t", expiresAt: new Date(Date.now() + 60_000) },
  });
  const { email, password } = await resetPassword(db);
  expect(email).toBe("owner@example.com");
  expect(await opensWith(password)).toBe(true);
  expect(await opensWith("a long password")).toBe(false);
  expect(await db.prisma.operatorSession.count()).toBe(0);
});

test("a password is reset for the operator that is named, and nobody else", async () => {
  await expect(resetPassword(db, "nobody@example.com")).rejects.toThrow("There is no operator nobody@example.com");
  expect((await resetPassword(db, "Owner@Example.com")).email).toBe("owner@example.com");
});

test("a password that is made up has 16 letters and is never the same", () => {
  expect(randomPassword()).toMatch(/^[a-zA-Z2-9]{16}$/);
  expect(randomPassword()).not.toBe(randomPassword());
});
