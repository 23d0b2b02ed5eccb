import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "@/scripts/operator-error";
import { ROOT } from "@/scripts/run-node";

const FOLDER = path.join(ROOT, "e2e/clients");
/** The hash of the lock file that the present packages were installed from. */
const STAMP = path.join(FOLDER, "node_modules/.made-from");

/**
 * Installs the clients that the specs of the redirect run, unless they are there. They are no packages of ours: an install of the
 * product need not wait for them.
 * @throws OperatorError when npm fails, after its words
 */
export async function ensureClients(): Promise<void> {
  const wanted = createHash("sha256")
    .update(readFileSync(path.join(FOLDER, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.log("Installing the clients that the specs run …");
  const args = ["ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawn("npm", args, { cwd: FOLDER, stdio: ["ignore", "inherit", "inherit"] });
  const status = await new Promise<number | null>((done, failed) => npm.on("error", failed).on("exit", done));
  if (status !== 0) throw new OperatorError("The clients that the specs run could not be installed.");
  writeFileSync(STAMP, wanted);
}
