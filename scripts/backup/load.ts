import { once } from "node:events";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import pg from "pg";
import * as copyStreams from "pg-copy-streams";
import { DUMP_HEADER } from "@/scripts/backup/dump";
import { OperatorError } from "@/scripts/operator-error";

const NEWLINE = 10;
const END_OF_ROWS = Buffer.from("\\.");
const TOO_SHORT = "This file ends too early; nothing was restored.";
const COPY = /^COPY .* FROM stdin;$/;

/**
 * Runs a script that `dump` wrote, in one transaction: all of it is in the database at `url` afterwards, or nothing.
 * @throws OperatorError when it is no such script, or ends before its end
 */
export async function load(url: string, script: Readable): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const lines = splitLines(script);
    const first = await lines.next();
    if (first.done || first.value.toString() !== DUMP_HEADER)
      throw new OperatorError("This file is no dump of Senderpool.");
    let sql = "";
    for await (const line of lines) {
      const text = line.toString();
      if (COPY.test(text)) {
        await runSql(client, sql);
        await loadRows(client, text, lines);
        sql = "";
      } else {
        sql += `${text}\n`;
      }
    }
    if (!/^COMMIT;$/m.test(sql)) throw new OperatorError(TOO_SHORT);
    await runSql(client, sql);
  } finally {
    await client.end();
  }
}

async function runSql(client: pg.Client, sql: string): Promise<void> {
  if (sql.trim()) await client.query(sql);
}

/** Hands rows on until the line that ends them. */
async function loadRows(client: pg.Client, copy: string, lines: AsyncGenerator<Buffer>): Promise<void> {
  const rows = client.query(copyStreams.from(copy));
  // Rejects at once when PostgreSQL refuses a row, so that nobody waits for a stream that takes no more.
  const done = finished(rows);
  done.catch(() => undefined);
  for (;;) {
    const { value: line, done: ended } = await lines.next();
    if (ended) throw new OperatorError(TOO_SHORT);
    if (line.equals(END_OF_ROWS)) break;
    if (!rows.write(Buffer.concat([line, Buffer.from([NEWLINE])]))) await Promise.race([once(rows, "drain"), done]);
  }
  rows.end();
  await done;
}

/** Lines by line feed alone: what else counts as a line's end to others may stand in a row. */
async function* splitLines(input: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
      yield data.subarray(start, end);
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (rest.length > 0) yield rest;
}
