#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine: same JSON-RPC over stdio, run by
// the WebAssembly build of the same engine from npm. Used only when the native
// binary cannot be downloaded.  PRISMA_SCHEMA_ENGINE_BINARY=<this file>
import { readFileSync, } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';

const argv = process.argv.slice(2);
if (argv.includes('--version') || argv.includes('-V')) { console.log('schema-engine-cli wasm'); process.exit(0); }
const opt = { datamodels: [], datasource: undefined, cli: undefined };
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '--datamodels') opt.datamodels.push(argv[++i]);
  else if (argv[i] === '--datasource') opt.datasource = JSON.parse(argv[++i]);
  else if (argv[i] === 'cli') opt.cli = argv[++i];
  else if (argv[i].startsWith('--')) i++;
}
const url = opt.datasource?.url;
const dbOf = (u) => decodeURIComponent(new URL(u).pathname.slice(1)) || 'postgres';
const withDb = (u, db) => { const x = new URL(u); x.pathname = '/' + encodeURIComponent(db); return x.href; };
const code = (e) => e.code === '3D000' ? 'P1003' : (e.code === '28P01' || e.code === '28000') ? 'P1000' : 'P1001';
const msg = (e) => e.code === '3D000' ? `Database \`${dbOf(url)}\` does not exist` :
  e.message || e.errors?.map((x) => x.message).join('; ') || String(e);
async function withClient(u, f) { const c = new pg.Client(typeof u === 'string' ? { connectionString: u } : u); await c.connect(); try { return await f(c); } finally { await c.end(); } }
async function createDatabase() {
  const name = dbOf(url);
  await withClient(withDb(url, 'postgres'), (c) => c.query(`CREATE DATABASE ${c.escapeIdentifier(name)}`)).catch((e) => { if (e.code !== '42P04') throw e; });
  return name;
}
async function dropDatabase() {
  await withClient(withDb(url, 'postgres'), (c) => c.query(`DROP DATABASE ${c.escapeIdentifier(dbOf(url))} WITH (FORCE)`));
}
function logLine(level, fields) { process.stderr.write(JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' }) + '\n'); }

if (opt.cli) {
  try {
    logLine('INFO', { message: 'wasm schema engine ' + opt.cli });
    if (opt.cli === 'can-connect-to-database') await withClient(url, (c) => c.query('select 1'));
    else if (opt.cli === 'create-database') await createDatabase();
    else if (opt.cli === 'drop-database') await dropDatabase();
    logLine('INFO', { message: 'ok' });
    process.exit(0);
  } catch (e) {
    logLine('ERROR', { is_panic: false, error_code: code(e), message: msg(e) });
    process.exit(1);
  }
}

let panicText='';
process.on('uncaughtException', (e) => { logLine('ERROR', { is_panic: true, message: panicText || String(e), backtrace: e.stack }); process.exit(101); });
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message(m) { panicText = `RuntimeError: ${m}`; }, get: () => panicText };
const require = createRequire(import.meta.url);
const wasmPath = path.join(path.dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
const inst = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmPath)), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(inst.exports); inst.exports.__wbindgen_start();

const schemaParam = url ? new URL(url).searchParams.get('schema') ?? undefined : undefined;
// Without a database the adapter is still needed: an offline diff never uses it.
// adapter-pg does not know the catalogue type "char" (oid 18), which the engine's introspection reads.
function wrapQueryable(q) {
  const inner = q.queryRaw;
  q.queryRaw = async (query) => {
    const chars = [];
    const self = Object.create(q, { performIO: { value: async (x) => {
      const r = await q.performIO(x);
      r.fields.forEach((f, i) => { if (f.dataTypeID === 18) { chars.push(i); f.dataTypeID = 25; } });
      return r;
    } } });
    const out = await inner.call(self, query);
    for (const i of chars) out.columnTypes[i] = ColumnTypeEnum.Character;
    return out;
  };
  // Upstream splits a script at every semicolon, which tears function bodies ($$ … $$) and comments apart. Sent whole, it is
  // one simple-protocol query: PostgreSQL parses it, and runs it in one transaction.
  if (q.executeScript) q.executeScript = async (script) => { await q.client.query(script); };
  const start = q.startTransaction;
  if (start) q.startTransaction = async (...a) => wrapQueryable(await start.apply(q, a));
  return q;
}
class MigrationPg extends PrismaPg {
  async connect() { return wrapQueryable(await super.connect()); }
  // Upstream's own drops the database while its pool still holds a session on it.
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const admin = { ...config };
    await withClient(admin, (c) => c.query(`CREATE DATABASE "${name}"`));
    const a = wrapQueryable(await new PrismaPg({ ...config, database: name }, this.opts).connect());
    const dispose = a.dispose.bind(a);
    a.dispose = async () => { await dispose(); await withClient(admin, (c) => c.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)); };
    return a;
  }
}
// Discrete fields, not connectionString: pg lets connectionString win over `database`, and then the shadow database is never used.
const u = new URL(url ?? 'postgresql://127.0.0.1:1/none');
const config = { host: u.searchParams.get('host') ?? u.hostname, port: Number(u.port || 5432), user: decodeURIComponent(u.username), password: decodeURIComponent(u.password), database: dbOf(u.href), ssl: ['require', 'verify-full', 'verify-ca'].includes(u.searchParams.get('sslmode')) || undefined };
const factory = bindMigrationAwareSqlAdapterFactory(new MigrationPg(config, schemaParam ? { schema: schemaParam } : undefined));
let engine;
const getEngine = () => engine ??= bg.SchemaEngine.new(
  { datamodels: opt.datamodels.length ? opt.datamodels.map((f) => [f, readFileSync(f, 'utf8')]) : undefined }, (l) => process.env.DEBUG && process.stderr.write(l + '\n'), factory);

const rl = createInterface({ input: process.stdin, crlfDelay: Infinity });
const send = (o) => process.stdout.write(JSON.stringify(o) + '\n');
let pid = 1e6; const waiting = new Map();
const print = (content) => new Promise((r) => { const id = ++pid; waiting.set(id, r); send({ id, jsonrpc: '2.0', method: 'print', params: { content } }); });

async function call(method, params) {
  switch (method) {
    case 'createDatabase': return { databaseName: await createDatabase() };
    case 'ensureConnectionValidity': await withClient(url, (c) => c.query('select 1')); return {};
    case 'getDatabaseVersion': return await (await getEngine()).version(params);
    case 'diff': { const r = await (await getEngine()).diff(params); if (r.stdout) { await print(r.stdout.replace(/\n$/, '')); } return { exitCode: r.exitCode, stdout: null }; }
    default: { const e = await getEngine(); if (typeof e[method] !== 'function') throw new Error('unknown method ' + method); return (await e[method](params)) ?? {}; }
  }
}
let queue = Promise.resolve();
rl.on('line', (line) => {
  if (!line.trim()) return;
  const m = JSON.parse(line);
  if (m.method === undefined) { waiting.get(m.id)?.(); waiting.delete(m.id); return; }
  if (process.env.SHIM_TRACE) process.stderr.write('> ' + line.slice(0, 2000) + '\n');
  queue = queue.then(async () => {
    try { send({ id: m.id, jsonrpc: '2.0', result: await call(m.method, m.params) }); }
    catch (e) {
      if (process.env.SHIM_TRACE) console.error('SHIM ERR', e);
      const data = { is_panic: false, message: panicText || e?.message || msg(e), error_code: e?.code && /^P\d/.test(e.code) ? e.code : undefined, meta: e?.meta };
      send({ id: m.id, jsonrpc: '2.0', error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
    }
  });
});
rl.on('close', () => queue.then(() => process.exit(0)));
