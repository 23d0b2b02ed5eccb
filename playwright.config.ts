import { defineConfig } from "@playwright/test";
import { env, inCi } from "@/lib/env";
import { findBrowser } from "@/scripts/browser";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Specs run against the server at PUBLIC_URL, whose DATA_DIR holds the credentials; `npm test` starts one for them. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  forbidOnly: inCi(),
  retries: inCi() ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: env().PUBLIC_URL,
    trace: "retain-on-failure",
    launchOptions: {
      ...findBrowser(),
      // Chromium's sandbox refuses to run as root.
      args: process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : QUIET,
    },
  },
});
