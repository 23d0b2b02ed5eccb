import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's native engine is a download that an offline machine cannot make; the WebAssembly build of the same engine
// comes with npm. On Windows a script cannot be started as a binary, so there the native one is used.
if (process.platform !== "win32") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, "scripts/schema-engine.mjs");
}

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/none" },
});
