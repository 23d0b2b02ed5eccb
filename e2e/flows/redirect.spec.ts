import { execFile, spawnSync } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { childEnv, env } from "@/lib/env";
import { ROOT } from "@/scripts/run-node";
import { expect, type OwnAccount, test } from "../fixtures";

/**
 * Programs that know Twilio's addresses alone, run through the redirect: official helpers of three generations, Twilio's own
 * command line, HTTP clients that know neither Twilio nor proxies, and what other languages have for themselves.
 */
const CLIENTS = path.join(ROOT, "e2e/clients");
const SENDERPOOL = path.join(ROOT, "scripts/senderpool.mjs");
const TWILIO_CLI = path.join(CLIENTS, "node_modules/twilio-cli/bin/run");

const PROGRAMS = [
  ["twilio 4", "node", "helper.cjs", "twilio-4"],
  ["twilio 5", "node", "helper.cjs", "twilio"],
  ["twilio 6", "node", "helper.cjs", "../../node_modules/twilio"],
  ["node:https", "node", "http.mjs", "https"],
  ["fetch", "node", "http.mjs", "fetch"],
  ["undici", "node", "http.mjs", "undici"],
  ["got", "node", "http.mjs", "got"],
  ["superagent", "node", "http.mjs", "superagent"],
  ["needle", "node", "http.mjs", "needle"],
  ["Python's urllib", "python3", "standard.py"],
] as const;

type Told = {
  readonly sent: readonly string[];
  readonly listed: readonly string[];
  readonly services: readonly string[];
  readonly pages: readonly (readonly string[])[];
  readonly refusal: { readonly status: number; readonly message: string };
};

test.describe.configure({ timeout: 120_000 });

/** Runs a command as its owner would, from a folder of its own. */
async function redirected({ accountSid, authToken }: OwnAccount, from: string, ...command: string[]) {
  const variables = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, FROM: from };
  return promisify(execFile)(process.execPath, [SENDERPOOL, "run", "--", ...command], {
    cwd: CLIENTS,
    env: childEnv({ DATA_DIR: env().DATA_DIR, ...variables }),
  });
}

/** Not every machine has every language. */
const isThere = (command: string): boolean => spawnSync(command, ["--version"]).status === 0;

const newestFirst = (sids: readonly string[]) => [...sids].reverse();

for (const [name, ...command] of PROGRAMS.filter(([, program]) => isThere(program))) {
  test(`${name}, unchanged, sends, lists and pages`, async ({ account, api }) => {
    const { phoneNumber } = await api.incomingPhoneNumbers.create({ areaCode: "212" });
    const { stdout, stderr } = await redirected(account, phoneNumber, ...command);
    const { sent, listed, services, pages, refusal }: Told = JSON.parse(stdout);
    expect(sent).toHaveLength(3);
    expect(listed).toEqual(newestFirst(sent));
    const [third, second, first] = newestFirst(services);
    expect(pages).toEqual([[third, second], [first]]);
    expect(refusal).toEqual({ status: 404, message: "Senderpool does not offer what is at verify.twilio.com" });
    expect(stderr).toContain("refused, as it is not offered here: verify.twilio.com (1)");
    expect((await api.messages.list()).map(({ sid }) => sid)).toEqual(newestFirst(sent));
  });
}

test("twilio-cli, unchanged, sends, lists and pages", async ({ account, api }) => {
  const { phoneNumber } = await api.incomingPhoneNumbers.create({ areaCode: "212" });
  const cli = async (...args: string[]): Promise<{ sid: string }[]> =>
    JSON.parse((await redirected(account, phoneNumber, TWILIO_CLI, ...args, "-o", "json")).stdout);
  const sent = await cli("api:core:messages:create", "--from", phoneNumber, "--to", "+15553332222", "--body", "one");
  expect((await cli("api:core:messages:list")).map(({ sid }) => sid)).toEqual(sent.map(({ sid }) => sid));
  const services = [];
  for (const friendlyName of ["one", "two", "three"]) {
    services.push((await api.messaging.v1.services.create({ friendlyName })).sid);
  }
  const paged = await cli("api:messaging:v1:services:list", "--page-size", "2");
  expect(paged.map(({ sid }) => sid)).toEqual(newestFirst(services));
});

test("curl and Java's own clients reach Senderpool, each by what it looks at for proxies and certificates", async ({
  account,
  api,
}) => {
  const { phoneNumber } = await api.incomingPhoneNumbers.create({ areaCode: "212" });
  const { sid } = await api.messages.create({ from: phoneNumber, to: "+15553332222", body: "one" });
  const url = `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const login = `${account.accountSid}:${account.authToken}`;
  if (isThere("curl")) {
    const { stdout } = await redirected(account, phoneNumber, "curl", "--silent", "--show-error", "-u", login, url);
    expect(JSON.parse(stdout).messages[0].sid).toBe(sid);
  }
  if (isThere("javac")) {
    const { stdout } = await redirected(account, phoneNumber, "java", "Standard.java");
    const [created, listed] = stdout.trim().split("\n");
    expect(JSON.parse(listed ?? "").messages[0].sid).toBe(JSON.parse(created ?? "").sid);
  }
});

test("credentials that no account of the server has are told before, and refused", async ({ account }) => {
  const stranger = { ...account, accountSid: `AC${"0".repeat(32)}` };
  const { stdout, stderr } = await redirected(stranger, "", "node", "-e", ASK);
  expect(stderr).toContain("are of no account of");
  expect(stdout).toBe("401");
});

const ASK = `fetch("https://api.twilio.com/2010-04-01/Accounts.json").then(({ status }) => process.stdout.write(String(status)))`;
