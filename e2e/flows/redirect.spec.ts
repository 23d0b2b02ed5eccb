import { execFile, spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { childEnv, env } from "@/lib/env";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
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
  ["Twilio's helper 4, 5 and 6", ["node", "helper.cjs", "twilio-4", "twilio", "../../node_modules/twilio"], 3],
  ["https, fetch, undici, got, superagent and needle", ["node", "http.mjs"], 6],
  ["Python's urllib", ["python3", "standard.py"], 1],
] as const;

type Told = {
  readonly name: string;
  readonly sent: readonly string[];
  readonly listed: readonly string[];
  readonly services: readonly string[];
  readonly pages: readonly (readonly string[])[];
  readonly refusal: { readonly status: number; readonly message: string };
};

test.describe.configure({ timeout: 240_000 });

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

const inPairs = (sids: readonly string[]) =>
  Array.from({ length: Math.ceil(sids.length / 2) }, (_, page) => sids.slice(2 * page, 2 * page + 2));

for (const [names, command, clients] of PROGRAMS.filter(([, [program]]) => isThere(program))) {
  test(`${names}, unchanged, each send, list and page`, async ({ account, api }) => {
    const { phoneNumber } = await api.incomingPhoneNumbers.create({ areaCode: "212" });
    const { stdout, stderr } = await redirected(account, phoneNumber, ...command);
    const told: Told[] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toHaveLength(clients);
    // They use one account, one after the other.
    const sent: string[] = [];
    const services: string[] = [];
    for (const client of told) {
      sent.unshift(...newestFirst(client.sent));
      services.unshift(...newestFirst(client.services));
      expect({ name: client.name, listed: client.listed }).toEqual({ name: client.name, listed: sent });
      expect({ name: client.name, pages: client.pages }).toEqual({ name: client.name, pages: inPairs(services) });
      expect(client.refusal).toEqual({
        status: 404,
        message: "Senderpool does not offer what is at verify.twilio.com",
      });
    }
    expect(stderr).toContain(`refused, as it is not offered here: verify.twilio.com (${clients})`);
    expect((await api.messages.list()).map(({ sid }) => sid)).toEqual(sent);
  });
}

test("twilio-cli, unchanged, sends, lists and pages", async ({ account, api }) => {
  const { phoneNumber } = await api.incomingPhoneNumbers.create({ areaCode: "212" });
  const services = [];
  for (const friendlyName of ["one", "two", "three"]) {
    services.push((await api.messaging.v1.services.create({ friendlyName })).sid);
  }
  const script = `
    "$0" api:core:messages:create --from "$FROM" --to +15553332222 --body one -o json > "$1/sent" &&
    "$0" api:core:messages:list -o json > "$1/listed" &&
    "$0" api:messaging:v1:services:list --page-size 2 -o json > "$1/paged"`;
  const folder = temporaryFolder();
  const { stderr } = await redirected(account, phoneNumber, "sh", "-c", script, TWILIO_CLI, folder);
  const sidsIn = (file: string): string[] =>
    JSON.parse(readFileSync(path.join(folder, file), "utf8")).map(({ sid }: { sid: string }) => sid);
  expect(sidsIn("sent")).toHaveLength(1);
  expect(sidsIn("listed")).toEqual(sidsIn("sent"));
  expect(sidsIn("paged")).toEqual(newestFirst(services));
  expect(stderr).toMatch(/answered by \S+: api\.twilio\.com \(2\), messaging\.twilio\.com \(2\)/);
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

test("a server of its own has the command's account, whatever else is in its environment, and leaves nothing behind", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o711); // the database may run as another user
  const variables = {
    TMPDIR: folder,
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(31)}1`,
    TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
    PORT: "1",
    DATABASE_URL: "postgresql://localhost:1/of-the-program",
  };
  const ended = await promisify(execFile)(
    process.execPath,
    [SENDERPOOL, "run", "--fresh", "--", "node", "-e", `process.exitCode = 3; ${ASK}`],
    { env: childEnv(variables) },
  ).catch((error) => error);
  expect(ended).toMatchObject({ code: 3, stdout: "200" });
  expect(readdirSync(folder).filter((name) => name.startsWith("senderpool"))).toEqual([]);
});

/** Tells the status of a request to Twilio. */
const ASK = `
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = process.env;
  const headers = { authorization: "Basic " + btoa(sid + ":" + token) };
  fetch("https://api.twilio.com/2010-04-01/Accounts.json", { headers }).then(({ status }) => process.stdout.write(String(status)));`;
