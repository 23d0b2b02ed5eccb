import { configDefaults, defineConfig } from "vitest/config";

/** A test that needs PostgreSQL says so in its name; everything else is a unit test and must run without one. */
const NEEDS_DATABASE = "**/*.db.test.{ts,tsx}";

const shared = { resolve: { alias: { "@": import.meta.dirname } } };
const exclude = [...configDefaults.exclude, ".next/**", ".build/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, NEEDS_DATABASE],
          env: { SECRET_KEY: "unit-tests-only-unit-tests-only" },
          // Password hashes cost a second each on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: "store",
          include: [NEEDS_DATABASE],
          exclude,
          globalSetup: ["lib/testing/global-setup.ts"],
          env: { SECRET_KEY: "store-tests-only-store-tests-only" },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
