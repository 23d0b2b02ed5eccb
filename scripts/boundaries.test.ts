import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { type Boundaries, cruise } from "@/scripts/boundaries";
import { ROOT } from "@/scripts/run-node";

/** A checkout with these files and our own rules. */
function checkout(files: Record<string, string>): string {
  const root = temporaryFolder();
  for (const rules of [".dependency-cruiser.cjs", "tsconfig.json"])
    copyFileSync(path.join(ROOT, rules), path.join(root, rules));
  symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

/** One of each room that others import, breaking nothing. */
const LAWFUL = {
  "lib/domain/sid.ts":
    'import { createHash } from "node:crypto";\nimport { z } from "zod";\nexport const sid = [createHash, z];',
  "lib/store/db.ts": 'import pg from "pg";\nexport const db = pg;',
  "lib/operations/send.ts": 'import { db } from "@/lib/store/db";\nexport type Sent = string;\nexport const send = db;',
  "lib/api/handle.ts": 'import { send } from "@/lib/operations/send";\nexport const handle = send;',
  "lib/gateway/main.ts":
    'import { db } from "@/lib/store/db";\nimport { handle } from "@/lib/api/handle";\nexport const wired = [db, handle];',
  "components/table.tsx":
    '"use client";\nimport type { Sent } from "@/lib/operations/send";\nimport { type Sent as Same } from "../lib/operations/send";\nexport const table: Sent | Same = "";',
  "app/page.tsx":
    'import { table } from "@/components/table";\nimport { send } from "@/lib/operations/send";\nexport const page = [table, send];',
};

const use = (target: string) => `import * as used from "${target}";\nexport const kept = used;`;

const PLANTED: [rule: string, file: string, content: string][] = [
  ["no-cycle", "components/one.ts", use("@/components/other")],
  ["resolvable", "components/lost.ts", use("./nowhere")],
  ["no-barrels", "components/shopper.ts", use("@/components/ui/index")],
  ["domain-is-pure", "lib/domain/clock.ts", use("node:fs")],
  ["only-store-knows-prisma", "lib/operations/sql.ts", use("pg")],
  ["app-is-thin", "app/thick.tsx", use("@/lib/store/db")],
  ["nothing-imports-app", "components/upward.ts", use("@/app/page")],
  [
    "islands-take-types-only",
    "components/island.tsx",
    `// A remark first.\n"use client";\n${use("@/lib/operations/send")}`,
  ],
  ["lib-domain", "lib/domain/reach.ts", use("@/lib/operations/send")],
  ["lib-store", "lib/store/reach.ts", use("@/lib/operations/send")],
  ["lib-carriers", "lib/carriers/reach.ts", use("@/lib/store/db")],
  ["lib-operations", "lib/operations/reach.ts", use("@/lib/api/handle")],
  ["lib-pipeline", "lib/pipeline/reach.ts", use("@/lib/api/handle")],
  ["lib-api", "lib/api/reach.ts", use("@/lib/store/db")],
  ["lib-console", "lib/console/reach.ts", use("@/lib/store/db")],
  ["lib-gateway", "lib/gateway/reach.ts", use("@/lib/store/db")],
];

let found: Boundaries;

beforeAll(async () => {
  const extra = {
    "components/other.ts": use("@/components/one"),
    "components/ui/index.ts": "export const barrel = 1;",
  };
  found = await cruise(
    checkout({ ...LAWFUL, ...extra, ...Object.fromEntries(PLANTED.map(([, file, content]) => [file, content])) }),
  );
}, 30_000);

test.each(PLANTED)("a planted violation of %s is caught", (rule, file) => {
  expect(found.violations).toContainEqual(expect.objectContaining({ rule, from: file }));
});

test("every rule has its planted violation", () => {
  const { forbidden } = createRequire(import.meta.url)(path.join(ROOT, ".dependency-cruiser.cjs")) as {
    forbidden: { name: string }[];
  };
  expect(forbidden.map(({ name }) => name).sort()).toEqual(PLANTED.map(([rule]) => rule).sort());
});

test("lawful imports break no rule, and are looked at", async () => {
  const { modules, violations } = await cruise(checkout(LAWFUL));
  expect(violations).toEqual([]);
  expect(modules).toBeGreaterThanOrEqual(Object.keys(LAWFUL).length);
}, 30_000);
