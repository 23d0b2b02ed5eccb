import { readFileSync } from "node:fs";
import path from "node:path";
import { test as base } from "@playwright/test";
import type twilio from "twilio";
import type { Credentials } from "@/lib/credentials-file";
import { env } from "@/lib/env";
import { sdkClient } from "@/lib/testing/sdk-client";

type Fixtures = {
  /** What the start that made the account left behind. */
  credentials: Required<Credentials>;
  /** The official helper, signed in to that account. */
  api: twilio.Twilio;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from its first parameter
  credentials: async ({}, use) => {
    await use(JSON.parse(readFileSync(path.join(env().DATA_DIR, "credentials.json"), "utf8")));
  },
  api: async ({ credentials: { apiUrl, accountSid, authToken } }, use) => {
    await use(sdkClient(apiUrl, { sid: accountSid, authToken }));
  },
});

export { expect } from "@playwright/test";
