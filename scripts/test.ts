import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { childEnv } from "@/lib/env";
import { ensureBrowser } from "@/scripts/browser";
import { ensureClients } from "@/scripts/clients";
import { OperatorError } from "@/scripts/operator-error";
import { startOwnServer } from "@/scripts/own-server";
import { freePort } from "@/scripts/ports";
import { ROOT } from "@/scripts/run-node";
import { ensureClient } from "@/scripts/schema";
import { countPlaywright, countVitest, type Tally } from "@/scripts/test-report";

/**
 * `npm test`: unit tests, tests on PostgreSQL, then browser and flow specs against a server of their own, started as `npm start`
 * would. `npm run test:e2e -- ARGS` runs the specs alone and hands ARGS to Playwright. The last line sums up.
 */
const [only, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "senderpool-run-"));
chmodSync(folder, 0o711); // the server's database may run as another user
const tallies: Tally[] = [];
try {
  if (only !== "e2e") tallies.push(await runVitest());
  tallies.push(await runSpecs(only === "e2e" ? rest : []));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
// A kind of test of which none ran is no success.
const failed = tallies.reduce((sum, tally) => sum + tally.failed + (tally.passed + tally.failed === 0 ? 1 : 0), 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runVitest(): Promise<Tally> {
  await ensureClient();
  const report = path.join(folder, "vitest.json");
  const status = await run(
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    {},
  );
  return countVitest(read(report), status);
}

async function runSpecs(args: readonly string[]): Promise<Tally> {
  const report = path.join(folder, "playwright.json");
  const dataDir = path.join(folder, "data");
  const port = String(await freePort());
  const env = {
    PORT: port,
    HOST: "",
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    DATABASE_URL: "",
    SECRET_KEY: "",
  };
  try {
    ensureBrowser();
    await ensureClients();
    const server = await startOwnServer(env, { onOutput: (text) => process.stdout.write(text) });
    try {
      const status = await run(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...args], {
        ...env,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      });
      return countPlaywright(read(report), status);
    } finally {
      await server.stop();
    }
  } catch (error) {
    console.error(error instanceof OperatorError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** Runs a test runner with our own output; in our group, so that Ctrl-C reaches it. @returns its status */
function run(args: readonly string[], env: Record<string, string>): Promise<number> {
  const runner = spawn(process.execPath, args, {
    cwd: ROOT,
    env: childEnv(env),
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((done, failed) => {
    runner.on("error", failed);
    runner.on("exit", (status) => done(status ?? 1));
  });
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
