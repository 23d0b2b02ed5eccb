import { readFileSync } from "node:fs";
import path from "node:path";
import type { Credentials } from "@/lib/credentials-file";
import { env, loadDotEnv } from "@/lib/env";

const ROUNDS = 40;
const WARM_UP_ROUNDS = 5;

/**
 * `npm run bench:pages`: how long the running server takes to answer each page of the console, whole, one request after
 * another, signed in as the first operator. Fill it first (`npm run seed:load -- --messages 100000`). Measures, never judges.
 */
async function main(): Promise<void> {
  loadDotEnv();
  const file = path.join(env().DATA_DIR, "credentials.json");
  const credentials: Required<Credentials> = JSON.parse(readFileSync(file, "utf8"));
  const { consoleUrl, apiUrl, accountSid, authToken } = credentials;
  const cookie = await signIn(credentials);
  const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}` };
  const first = async (address: string, key: string): Promise<string | undefined> => {
    const page = await (await fetch(`${apiUrl}${address}`, { headers })).json();
    return page[key][0]?.sid;
  };
  const service = await first("/v1/Services?PageSize=1", "services");
  const message = await first(`/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1`, "messages");

  const pages = [
    "/",
    "/services",
    ...(service ? [`/services/${service}/overview`, `/services/${service}/senders`] : []),
    ...(service ? [`/services/${service}/setup/senders`, `/services/${service}/setup/try`] : []),
    "/numbers/active",
    "/numbers/buy",
    "/logs/messages",
    "/logs/messages?status=undelivered",
    ...(message ? [`/logs/messages/${message}`] : []),
    "/insights/overview",
    "/insights/overview?range=30d",
    "/settings/account",
  ];
  console.log(`${"page".padEnd(64)} ${"p50 ms".padStart(8)} ${"p95 ms".padStart(8)}`);
  for (const page of pages) {
    const times: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const asked = performance.now();
      const answer = await fetch(consoleUrl + page, { headers: { cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`);
      if (round >= 0) times.push(performance.now() - asked);
    }
    times.sort((one, other) => one - other);
    const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(0).padStart(8);
    console.log(`${page.padEnd(64)} ${at(0.5)} ${at(0.95)}`);
  }
}

/** @returns the Cookie header of a new session */
async function signIn({ consoleUrl, email, password }: Required<Credentials>): Promise<string> {
  const answer = await fetch(`${consoleUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(consoleUrl).origin },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

await main();
