import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "@swc/core";
import { ROOT, runNode } from "@/scripts/run-node";

/** What the import rules of .dependency-cruiser.cjs are about. */
const ROOMS = ["app", "components", "lib", "prisma", "scripts", "bench", "e2e", "proxy.ts"];
const CRUISER = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** The parser that dependency-cruiser has with TypeScript 7 takes `import type` for any other import; here it is let pass. */
const TYPES_ALLOWED = new Set(["islands-take-types-only"]);

export interface Boundaries {
  /** Files that were looked at. */
  modules: number;
  violations: { rule: string; from: string; to: string }[];
}

/** Judges the imports of the checkout at `root` by its .dependency-cruiser.cjs. */
export async function cruise(root: string): Promise<Boundaries> {
  const rooms = ROOMS.filter((room) => existsSync(path.join(root, room)));
  const lines: string[] = [];
  // The status counts violations; what they are is in the output.
  await runNode(
    "dependency-cruiser",
    [CRUISER, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...rooms],
    {
      cwd: root,
      onLine: (line) => lines.push(line),
    },
  ).catch((error) => {
    if (lines.length === 0) throw error;
  });
  const allowed = (name: string, from: string, to: string) =>
    TYPES_ALLOWED.has(name) && importsTypesOnly(root, from, to);
  const { summary } = JSON.parse(lines.join("\n")) as {
    summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return {
    modules: summary.totalCruised,
    violations: summary.violations
      .map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
      .filter(({ rule, from, to }) => !allowed(rule, from, to)),
  };
}

/** Whether every import of `to` in `from` is gone once the types are. Both are paths from `root`. */
function importsTypesOnly(root: string, from: string, to: string): boolean {
  const { body } = parseSync(readFileSync(path.join(root, from), "utf8"), {
    syntax: "typescript",
    tsx: from.endsWith("x"),
  });
  return body
    .filter((statement) => statement.type === "ImportDeclaration")
    .filter(({ source }) => locate(from, source.value) === to.replace(/\.tsx?$/, ""))
    .every(
      ({ typeOnly, specifiers }) =>
        typeOnly || (specifiers.length > 0 && specifiers.every((one) => "isTypeOnly" in one && one.isTypeOnly)),
    );
}

/** The file that `specifier` means, without its ending. */
function locate(from: string, specifier: string): string {
  const target = specifier.startsWith("@/") ? specifier.slice(2) : path.posix.join(path.posix.dirname(from), specifier);
  return target.replace(/\.tsx?$/, "");
}

if (process.argv[1] === import.meta.filename) {
  const { modules, violations } = await cruise(ROOT);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  // A parser that reads no file finds no violation either.
  if (modules === 0) console.error("No file was looked at.");
  else console.log(`${modules} files, ${violations.length} violations`);
  process.exitCode = modules === 0 || violations.length > 0 ? 1 : 0;
}
