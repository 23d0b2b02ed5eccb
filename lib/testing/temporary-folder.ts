import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

function removeAll(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
// The browser specs use the same factories, and know no test file of Vitest's.
if (process.env.VITEST) afterAll(removeAll);
else process.once("exit", removeAll);

/** A new, empty folder, gone when this test file is done; in a browser spec, when its worker is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "senderpool-file-"));
  made.push(folder);
  return folder;
}
