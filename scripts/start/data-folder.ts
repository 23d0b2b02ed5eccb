import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const STICKY = 0o1000;

/**
 * Makes DATA_DIR fit for its keys and its database. For root it is passable for user `postgres` (711), who owns `pg` in it, and
 * every file in it is root's alone (600). A folder that everybody shares, such as /tmp itself, keeps its mode.
 */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(path.join(folder, "log"), { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return;
  if (!(statSync(folder).mode & STICKY)) chmodSync(folder, 0o711);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isFile() && statSync(file).uid === 0) chmodSync(file, 0o600);
  }
}

/** The key kept in DATA_DIR, made by its first start: 64 hex digits. */
export function ensureSecretKey(folder: string): string {
  const file = path.join(folder, "secret.key");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}
