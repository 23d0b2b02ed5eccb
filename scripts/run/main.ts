import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import packageJson from "@/package.json" with { type: "json" };
import { explain } from "@/scripts/command";
import { OperatorError } from "@/scripts/operator-error";
import { createAuthority } from "@/scripts/run/authority";
import { type Ending, runCommand } from "@/scripts/run/command";
import { startRedirect, type Tally } from "@/scripts/run/redirect";
import { findServer, isUp, type Server, signsIn, startServer } from "@/scripts/run/server";
import { surroundings } from "@/scripts/run/surroundings";
import { writeTrust } from "@/scripts/run/trust";
import { upstreamOf } from "@/scripts/run/upstream";

const USAGE = `senderpool run [--url URL | --fresh] -- COMMAND ...

Runs a command whose requests to Twilio go to Senderpool instead. Nothing is changed outside the command.

  --url URL  the Senderpool to use; the command's own account and token must be of it
  --fresh    start a server for this command even where one runs
             (default: the one that "npm start" started, else a server for this command)`;

const PRELOAD = fileURLToPath(new URL("preload.cjs", import.meta.url));
/** While there is no command yet to hand them to, signals end what we are at. */
const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** As a shell has it when a command cannot be run. */
const NOT_RUN = 127;

/** A signal that came before there was a command. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(readonly signal: NodeJS.Signals) {
    super(`Stopped by ${signal}`);
  }
}

type Arguments = { readonly url?: string; readonly fresh: boolean; readonly command: readonly string[] };

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === "--version") return console.log(packageJson.version);
  const asked = read(args);
  if (!asked) {
    console.error(USAGE);
    process.exitCode = args[0] === "--help" ? 0 : 2;
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "senderpool-run-"));
  let ending: Ending;
  try {
    ending = await redirected(asked, folder);
  } catch (error) {
    if (error instanceof Interrupted) {
      ending = error;
    } else {
      say(explain(error));
      ending = { status: NOT_RUN };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if ("signal" in ending) process.kill(process.pid, ending.signal);
  else process.exitCode = ending.status;
}

/** @returns undefined when they cannot be read */
function read(args: readonly string[]): Arguments | undefined {
  const end = args.indexOf("--");
  if (args[0] !== "run" || end < 0 || end === args.length - 1) return undefined;
  try {
    const options = { url: { type: "string" }, fresh: { type: "boolean", default: false } } as const;
    const { values } = parseArgs({ args: args.slice(1, end), options });
    if (values.url !== undefined && (values.fresh || !/^https?:\/\//.test(values.url))) return undefined;
    return { ...values, command: args.slice(end + 1) };
  } catch {
    return undefined;
  }
}

async function redirected({ url, fresh, command }: Arguments, folder: string): Promise<Ending> {
  const { env } = process;
  const upstream = upstreamOf(env);
  const server = await choose(url, fresh, folder);
  try {
    const authority = createAuthority("twilio.com", new Date());
    const redirect = await startRedirect({ target: server.url, authority, upstream });
    const trust = writeTrust(folder, authority.certificate, env);
    const account = await accountFor(server);
    try {
      const place = { port: redirect.port, trust, preload: PRELOAD, senderpool: server.url };
      return await runCommand(command, surroundings({ ...env, ...account }, place));
    } finally {
      await redirect.close();
      summarize(redirect.tally(), server.url);
    }
  } finally {
    await server.stop();
  }
}

/** @throws OperatorError when the one that was asked for does not answer, or none can be started */
async function choose(url: string | undefined, fresh: boolean, folder: string): Promise<Server> {
  if (url !== undefined) {
    const bare = url.replace(/\/+$/, "");
    if (!(await isUp(bare))) throw new OperatorError(`No Senderpool answers at ${bare}.`);
    return { url: bare, stop: async () => undefined };
  }
  const found = fresh ? undefined : await findServer(process.env);
  if (found) return found;
  say("starting a server for this command (a first start builds it, which takes a minute)");
  const aborter = new AbortController();
  const stop = (signal: NodeJS.Signals) => aborter.abort(new Interrupted(signal));
  for (const signal of STOPPING) process.on(signal, stop);
  try {
    return await startServer(process.env, folder, aborter.signal);
  } finally {
    for (const signal of STOPPING) process.off(signal, stop);
  }
}

/** @returns what the command must be told of its account; nothing when it knows one already */
async function accountFor({ url, account }: Server): Promise<Record<string, string>> {
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = process.env;
  if (sid || token) {
    if (sid && token && !(await signsIn(url, sid, token)))
      say(
        `TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are of no account of ${url}: what is sent with them will be refused. Unset them, or use --fresh, which starts a server that has them.`,
      );
    else say(`requests to Twilio go to ${url}${sid ? `, account ${sid} as set` : ""}`);
    return {};
  }
  if (!account?.authToken) {
    say(`requests to Twilio go to ${url}; set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, which are not kept here`);
    return {};
  }
  say(`requests to Twilio go to ${url}, TWILIO_ACCOUNT_SID is ${account.accountSid}`);
  return { TWILIO_ACCOUNT_SID: account.accountSid, TWILIO_AUTH_TOKEN: account.authToken };
}

function summarize({ answered, refused, distrusted }: Tally, url: string): void {
  const list = (tally: ReadonlyMap<string, number>) =>
    [...tally].map(([host, requests]) => `${host} (${requests})`).join(", ");
  if (answered.size > 0) say(`answered by ${url}: ${list(answered)}`);
  if (refused.size > 0) say(`refused, as it is not offered here: ${list(refused)}`);
  if (distrusted > 0)
    say(`${distrusted} connections were broken off: the program does not trust this run's certificates`);
  if (answered.size + refused.size + distrusted === 0) say("nothing came for Twilio");
}

function say(text: string): void {
  console.error(`senderpool: ${text}`);
}

await main(process.argv.slice(2));
