import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";
import { hashPassword } from "better-auth/crypto";
import type twilio from "twilio";
import type { Credentials } from "@/lib/credentials-file";
import type { Role } from "@/lib/domain/role";
import { env } from "@/lib/env";
import { type Db, openDb } from "@/lib/store/db";
import { createAccount, type TestAccount, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";
import { joinCluster } from "@/scripts/postgres/cluster";

/** An account of the test's own, with an operator who may sign in to the console. */
export type OwnAccount = Required<Credentials> & TestAccount;

type Fixtures = {
  /** What the start that made the first account left behind. */
  credentials: Required<Credentials>;
  /** What the operator of `account` is; `test.use({ role: "viewer" })`. */
  role: Role;
  account: OwnAccount;
  /** The official helper, signed in to `account`. */
  api: twilio.Twilio;
  /** Signs the page's browser in as the operator of `account`, as the sign-in form would. */
  signIn: () => Promise<void>;
  /** Fails with what axe finds wrong with the page as it is now (WCAG 2.2 A and AA). */
  expectAccessible: () => Promise<void>;
};

type WorkerFixtures = { db: Db };

export const test = base.extend<Fixtures, WorkerFixtures>({
  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from its first parameter
    async ({}, use) => {
      const url = env().DATABASE_URL ?? (await joinCluster(env().DATA_DIR))?.url;
      if (!url) throw new Error("The server under test has no database in DATA_DIR");
      const db = openDb(url, { connectionsMax: 2 });
      await use(db);
      await db.close();
    },
    { scope: "worker" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  credentials: async ({}, use) => {
    await use(JSON.parse(readFileSync(path.join(env().DATA_DIR, "credentials.json"), "utf8")));
  },
  role: ["owner", { option: true }],
  account: async ({ db, role }, use) => {
    const account = await createAccount(testWorld(db));
    const email = `${randomBytes(6).toString("hex")}@example.com`;
    const password = randomBytes(9).toString("base64url");
    const operator = await db.prisma.operator.create({ data: { name: "Tester", email, emailVerified: true } });
    await db.prisma.operatorLogin.create({
      data: {
        userId: operator.id,
        accountId: operator.id,
        providerId: "credential",
        password: await hashPassword(password),
      },
    });
    await db.prisma.membership.create({ data: { operatorId: operator.id, accountId: account.ctx.accountId, role } });
    const { PUBLIC_URL } = env();
    await use({ ...account, apiUrl: PUBLIC_URL, consoleUrl: PUBLIC_URL, accountSid: account.sid, email, password });
    // The carrier sells a hundred numbers an area code; other tests want them too.
    await db.prisma.phoneNumber.deleteMany({ where: { accountId: account.ctx.accountId } });
  },
  api: async ({ account }, use) => {
    await use(sdkClient(account.apiUrl, account));
  },
  signIn: async ({ page, account, baseURL }, use) => {
    await use(async () => {
      const response = await page.request.post("/api/auth/sign-in/email", {
        data: { email: account.email, password: account.password },
        headers: { origin: baseURL ?? "" },
      });
      expect(response.ok(), await response.text()).toBe(true);
    });
  },
  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target, html }) => `${target}: ${html}`) })),
      ).toEqual([]);
    });
  },
});

export { expect };
