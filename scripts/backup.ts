import { createWriteStream, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { env } from "@/lib/env";
import { dump } from "@/scripts/backup/dump";
import { findTool, runTool } from "@/scripts/backup/native-tools";
import { serverMajor } from "@/scripts/backup/server";
import { command } from "@/scripts/command";
import { OperatorError } from "@/scripts/operator-error";
import { withDatabase } from "@/scripts/postgres/with-database";

/**
 * `npm run backup -- FILE`: all that the database holds, as it is at this moment, while the server goes on. By pg_dump when there
 * is one of the server's version, else as SQL, compressed when FILE ends in .gz.
 */
await command(async ([file]) => {
  if (!file) throw new OperatorError("Usage: npm run backup -- FILE");
  const draft = `${file}.part`;
  try {
    const how = await withDatabase((url) => write(url, draft, file.endsWith(".gz")));
    renameSync(draft, file);
    console.log(`${file}: ${Math.ceil(statSync(file).size / 1000)} kB, ${how}.`);
    const key = env().SECRET_KEY_GIVEN ? "SECRET_KEY" : `${env().DATA_DIR}/secret.key`;
    console.log(`Keep ${key} with it, but not beside it: without that key its tokens and passwords cannot be read.`);
  } finally {
    rmSync(draft, { force: true });
  }
});

async function write(url: string, file: string, compressed: boolean): Promise<string> {
  const pgDump = findTool("pg_dump", await serverMajor(url));
  if (pgDump) {
    writeFileSync(file, "", { mode: 0o600 });
    runTool(pgDump, url, ["--format=custom", "--no-owner", "--no-privileges", `--file=${file}`]);
    return "by pg_dump";
  }
  const script = new PassThrough();
  const target = createWriteStream(file, { mode: 0o600 });
  const written = compressed ? pipeline(script, createGzip(), target) : pipeline(script, target);
  try {
    const { tables, rows } = await dump(url, script);
    script.end();
    await written;
    return `SQL of ${rows} rows in ${tables} tables`;
  } catch (error) {
    script.destroy();
    await written.catch(() => undefined);
    throw error;
  }
}
