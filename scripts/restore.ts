import { createReadStream, existsSync, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { env } from "@/lib/env";
import { load } from "@/scripts/backup/load";
import { findTool, runTool } from "@/scripts/backup/native-tools";
import { isEmpty, keyFits, serverMajor } from "@/scripts/backup/server";
import { command } from "@/scripts/command";
import { OperatorError } from "@/scripts/operator-error";
import { withDatabase } from "@/scripts/postgres/with-database";

/** What the two kinds of file that are not plain SQL begin with. */
const PG_DUMP = Buffer.from("PGDMP");
const GZIP = Buffer.from([0x1f, 0x8b]);

/** `npm run restore -- FILE`: fills an empty database from what `npm run backup` wrote. The next start applies newer migrations. */
await command(async ([file]) => {
  if (!file) throw new OperatorError("Usage: npm run restore -- FILE");
  if (!existsSync(file)) throw new OperatorError(`There is no ${file}.`);
  await withDatabase(async (url) => {
    if (!(await isEmpty(url))) {
      throw new OperatorError(
        "The database is not empty. Restore into a new one: set another DATA_DIR or DATABASE_URL.",
      );
    }
    await fill(url, file);
    console.log(`Restored ${file}.`);
    if (!(await keyFits(url))) {
      const where = env().SECRET_KEY_GIVEN
        ? "set SECRET_KEY"
        : `put the secret.key kept with the backup into ${env().DATA_DIR}`;
      throw new OperatorError(`The key is missing or another one: ${where} before you start the server.`);
    }
  });
});

async function fill(url: string, file: string): Promise<void> {
  const begin = firstBytes(file);
  if (!begin.subarray(0, PG_DUMP.length).equals(PG_DUMP)) {
    const bytes = createReadStream(file);
    return load(url, begin.subarray(0, GZIP.length).equals(GZIP) ? bytes.pipe(createGunzip()) : bytes);
  }
  const major = await serverMajor(url);
  const pgRestore = findTool("pg_restore", major);
  if (!pgRestore)
    throw new OperatorError(
      `${file} was written by pg_dump; restoring it takes pg_restore ${major}, which is not here.`,
    );
  runTool(pgRestore, url, ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", file]);
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(PG_DUMP.length);
  readSync(openSync(file, "r"), bytes);
  return bytes;
}
