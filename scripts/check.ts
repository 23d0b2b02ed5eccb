import path from "node:path";
import { loadDotEnv } from "@/lib/env";
import { ROOT, RunError, runNode } from "@/scripts/run-node";
import { ensureClient } from "@/scripts/schema";

interface Step {
  name: string;
  args: readonly string[];
}

const tool = (file: string) => path.join(ROOT, "node_modules", file);

/** Longest first, so that the last one to finish is a short one. */
const STEPS: readonly Step[] = [
  { name: "unit tests", args: [tool("vitest/vitest.mjs"), "run", "--project", "unit"] },
  { name: "unused code", args: [tool("knip/bin/knip.js")] },
  { name: "types", args: [tool("typescript/bin/tsc"), "--noEmit"] },
  { name: "import rules", args: ["--import", "tsx", path.join(ROOT, "scripts/boundaries.ts")] },
  { name: "format and lint", args: [tool("@biomejs/biome/bin/biome"), "ci", "--colors=off", "."] },
];
const AT_ONCE = 2;

/** `npm run check`: whatever can be judged without a database or a browser. */
loadDotEnv();
const since = Date.now();
await ensureClient();
const left = [...STEPS];
let failed = 0;
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`\n${failed === 0 ? "All passed" : `${failed} of ${STEPS.length} failed`} in ${seconds(since)}`);
process.exitCode = failed === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let step = left.shift(); step; step = left.shift()) await run(step);
}

async function run({ name, args }: Step): Promise<void> {
  const began = Date.now();
  const lines: string[] = [];
  try {
    await runNode(name, args, { env: { NO_COLOR: "1", FORCE_COLOR: undefined }, onLine: (line) => lines.push(line) });
    console.log(`✓ ${name.padEnd(16)} ${seconds(began)}`);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    failed++;
    console.log(`✗ ${name.padEnd(16)} ${seconds(began)}\n${lines.join("\n")}\n`);
  }
}

function seconds(from: number): string {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
