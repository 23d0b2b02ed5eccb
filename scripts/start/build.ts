import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { waitForLock } from "@/scripts/lock";
import { ROOT, type RunOptions, runNode } from "@/scripts/run-node";
import { CHECKOUT_LOCK } from "@/scripts/schema";

export const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
/** The gateway in one file: it starts without a compiler, in half the time and memory. */
export const GATEWAY = path.join(ROOT, ".build/gateway.mjs");
/**
 * Node's flags for it. Under load it makes megabytes of short-lived objects a second: with room for them they are gone before
 * they are looked at (measured: a fifth less CPU a message than with 16 MB; at rest it takes no more memory).
 */
export const GATEWAY_FLAGS = ["--enable-source-maps", "--max-semi-space-size=32"];
/** The hash of the sources that the present build was made from; absent while one is being made. */
const STAMP = path.join(ROOT, ".build/made-from");

/** All that a build reads. The generated client follows from the schema, the packages from the lock file. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "prisma/schema.prisma",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const NOT_BUILT = /\.test\.tsx?$|^lib\/(testing|store\/generated)\//;

/**
 * Builds console and gateway unless the present build was made from the same sources.
 * @param detail  told what is being done
 * @returns whether anything was built
 * @throws RunError with the compiler's words
 */
export async function ensureBuild(detail: (text: string) => void, options: RunOptions = {}): Promise<boolean> {
  const wanted = hashSources();
  if (isBuilt(wanted)) return false;
  const release = await waitForLock(CHECKOUT_LOCK, ({ pid }) =>
    detail(`waiting for process ${pid}, which is building`),
  );
  try {
    if (isBuilt(wanted)) return false;
    rmSync(STAMP, { force: true });
    detail("gateway");
    await bundleGateway();
    detail("console");
    await runNode("next build", [NEXT, "build"], {
      ...options,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...options.env },
      onLine: (line) => {
        options.onLine?.(line);
        if (line.trim()) detail(line.trim());
      },
    });
    writeFileSync(STAMP, wanted);
    return true;
  } finally {
    release();
  }
}

const isBuilt = (hash: string) =>
  existsSync(STAMP) &&
  readFileSync(STAMP, "utf8") === hash &&
  existsSync(GATEWAY) &&
  existsSync(path.join(ROOT, ".next/BUILD_ID"));

/** @param outfile  inside the checkout, since packages are found from where it lies */
export async function bundleGateway(outfile: string = GATEWAY): Promise<void> {
  // Loaded for a build alone: most starts need none.
  const { build, stop } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["lib/gateway/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "silent",
  });
  await stop();
}

function hashSources(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesOf)) {
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

/** The files at or below `source`, sorted, as paths from the root. */
function filesOf(source: string): string[] {
  const absolute = path.join(ROOT, source);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [source];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !NOT_BUILT.test(file))
    .sort();
}
