#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download that an offline machine cannot make: the same JSON-RPC
// over standard input and output, answered by the WebAssembly build of the same engine (`@prisma/schema-engine-wasm`).
// prisma.config.ts names this file in PRISMA_SCHEMA_ENGINE_BINARY; migrations and their checksums are ordinary Prisma ones.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** PostgreSQL's "char", which the catalogues use and adapter-pg does not know; `text` in its place. */
const OID_CHAR = 18;
const OID_TEXT = 25;

const options = readArguments(process.argv.slice(2));
if (options.version) {
  console.log("schema-engine-cli wasm");
  process.exit(0);
}
// `migrate diff` and `generate` may run without a database; the engine still wants an address.
const url = options.datasource?.url ?? "postgresql://127.0.0.1:1/none";
const database = databaseOf(url);
// Separate fields: in a connection string the database would win over the `database` field, and the shadow database, which
// differs in nothing else, would silently be the real one.
const connection = connectionOf(url);

/** @returns the flags the Prisma CLI passes; unknown flags take a value and are skipped */
function readArguments(argv) {
  const read = { datamodels: [], datasource: undefined, command: undefined, version: false };
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at];
    if (word === "--version" || word === "-V") read.version = true;
    else if (word === "--datamodels") read.datamodels.push(argv[++at]);
    else if (word === "--datasource") read.datasource = JSON.parse(argv[++at]);
    else if (word === "cli") read.command = argv[++at];
    else if (word.startsWith("--")) at++;
  }
  return read;
}

function databaseOf(address) {
  return decodeURIComponent(new URL(address).pathname.slice(1)) || "postgres";
}

function connectionOf(address) {
  const parts = new URL(address);
  const ssl = ["require", "verify-ca", "verify-full"].includes(parts.searchParams.get("sslmode"));
  return {
    host: parts.searchParams.get("host") ?? parts.hostname,
    port: Number(parts.port || 5432),
    user: decodeURIComponent(parts.username),
    password: decodeURIComponent(parts.password),
    database,
    ...(ssl ? { ssl: true } : {}),
  };
}

async function withClient(config, run) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

const onServer = (run) => withClient({ ...connection, database: "postgres" }, run);
const checkConnection = () => withClient(connection, (client) => client.query("SELECT 1"));

async function createDatabase() {
  await onServer((client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)).catch((error) => {
    if (error.code !== "42P04") throw error; // it exists already
  });
  return { databaseName: database };
}

const dropDatabase = () =>
  onServer((client) => client.query(`DROP DATABASE ${client.escapeIdentifier(database)} WITH (FORCE)`));

/** One-shot commands: the answer is the exit status, and on failure a Prisma error code on standard error. */
async function runCommand(command) {
  const commands = {
    "can-connect-to-database": checkConnection,
    "create-database": createDatabase,
    "drop-database": dropDatabase,
  };
  // The CLI takes the first line for the engine's greeting and looks for an error behind it.
  writeLog("INFO", { message: `Starting ${command}` });
  try {
    await commands[command]?.();
    writeLog("INFO", { message: `${command} ok` });
    process.exit(0);
  } catch (error) {
    writeLog("ERROR", { is_panic: false, error_code: prismaCode(error), message: explain(error) });
    process.exit(1);
  }
}

/** @source prisma.io/docs/orm/reference/error-reference (P1000 credentials, P1001 unreachable, P1003 no such database) */
function prismaCode({ code }) {
  if (code === "3D000") return "P1003";
  return code === "28P01" || code === "28000" ? "P1000" : "P1001";
}

function explain(error) {
  if (error.code === "3D000") return `Database \`${database}\` does not exist`;
  return error.message || error.errors?.map((inner) => inner.message).join("; ") || String(error);
}

function writeLog(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** @returns a function that makes the engine on first use (it connects then) and gives the same one afterwards */
function loadEngine() {
  let panic = "";
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic = `RuntimeError: ${message}`;
    },
    get: () => panic,
  };
  process.on("uncaughtException", (error) => {
    writeLog("ERROR", { is_panic: true, message: panic || String(error), backtrace: error.stack });
    process.exit(101);
  });
  const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const wasm = new WebAssembly.Module(readFileSync(path.join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();

  const schema = new URL(url).searchParams.get("schema");
  const factory = bindMigrationAwareSqlAdapterFactory(
    new MigrationAdapter(connection, schema ? { schema } : undefined),
  );
  // No files must be `undefined`: an empty list is "a schema with nothing in it".
  const datamodels =
    options.datamodels.length > 0 ? options.datamodels.map((file) => [file, readFileSync(file, "utf8")]) : undefined;
  let engine;
  return () => {
    engine ??= bindings.SchemaEngine.new({ datamodels }, () => undefined, factory);
    return engine;
  };
}

/** Makes the columns of type "char" readable; transactions of a wrapped connection are wrapped as well. */
function withCatalogueChars(queryable) {
  const { queryRaw, startTransaction } = queryable;
  queryable.queryRaw = async (query) => {
    const columns = [];
    const reader = Object.create(queryable, {
      performIO: {
        value: async (statement) => {
          const result = await queryable.performIO(statement);
          result.fields.forEach((field, at) => {
            if (field.dataTypeID !== OID_CHAR) return;
            columns.push(at);
            field.dataTypeID = OID_TEXT;
          });
          return result;
        },
      },
    });
    const result = await queryRaw.call(reader, query);
    for (const at of columns) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  if (startTransaction) {
    queryable.startTransaction = async (...rest) => withCatalogueChars(await startTransaction.apply(queryable, rest));
  }
  return queryable;
}

/** Sends a migration whole, as the native engine does: the adapter's own cuts it at each semicolon, in functions and comments too. */
function withWholeScripts(connected) {
  connected.executeScript = async (script) => {
    try {
      await connected.underlyingDriver().query(script);
    } catch (error) {
      connected.onError(error);
    }
  };
  return connected;
}

class MigrationAdapter extends PrismaPg {
  async connect() {
    return withWholeScripts(withCatalogueChars(await super.connect()));
  }

  /** The adapter's own would drop the shadow database while its pool still holds a session on it. */
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await onServer((client) => client.query(`CREATE DATABASE "${name}"`));
    const shadow = await new PrismaPg({ ...connection, database: name }).connect();
    const adapter = withWholeScripts(withCatalogueChars(shadow));
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    };
    return adapter;
  }
}

/** Answers requests one after the other until standard input ends. */
function serve(engineOf) {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const confirmations = new Map();
  let lastPrintId = 1_000_000; // far from the ids that the CLI counts for its own requests
  const print = (content) =>
    new Promise((confirmed) => {
      confirmations.set(++lastPrintId, confirmed);
      send({ id: lastPrintId, method: "print", params: { content } });
    });

  async function answer(method, params) {
    if (method === "createDatabase") return createDatabase();
    if (method === "ensureConnectionValidity") return checkConnection().then(() => ({}));
    const engine = await engineOf();
    if (method === "getDatabaseVersion") return engine.version(params);
    if (method === "diff") {
      const { exitCode, stdout } = await engine.diff(params);
      if (stdout) await print(stdout.replace(/\n$/, ""));
      return { exitCode, stdout: null };
    }
    if (typeof engine[method] !== "function") throw new Error(`Unknown method ${method}`);
    return (await engine[method](params)) ?? {};
  }

  async function reply({ id, method, params }) {
    try {
      send({ id, result: await answer(method, params) });
    } catch (error) {
      const code = /^P\d/.test(error?.code ?? "") ? error.code : undefined;
      const message = globalThis.PRISMA_WASM_PANIC_REGISTRY.get() || explain(error);
      const data = { is_panic: false, message, error_code: code, meta: error?.meta };
      send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
    }
  }

  let queue = Promise.resolve();
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    if (!line.trim()) return;
    const message = JSON.parse(line);
    if (message.method === undefined) {
      confirmations.get(message.id)?.();
      confirmations.delete(message.id);
    } else {
      queue = queue.then(() => reply(message));
    }
  });
  lines.on("close", () => queue.then(() => process.exit(0)));
}

if (options.command) await runCommand(options.command);
else serve(loadEngine());
