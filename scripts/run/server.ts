import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import type { Credentials } from "@/lib/credentials-file";
import { startOwnServer } from "@/scripts/own-server";
import { freePort } from "@/scripts/ports";
import { ROOT } from "@/scripts/run-node";
import { readCredentials } from "@/scripts/start/credentials";

type Variables = Readonly<Record<string, string | undefined>>;

/** A server that answers, and what is known of its first account. */
export type Server = {
  readonly url: string;
  readonly account?: Pick<Credentials, "accountSid" | "authToken">;
  stop(): Promise<void>;
};

const HEALTH_TIMEOUT_MS = 5_000;

/** Whether a Senderpool answers at `url`. */
export async function isUp(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    return response.ok && "pipeline" in (await response.json());
  } catch {
    return false;
  }
}

/** The running server whose credentials are in DATA_DIR, which is `npm start`'s unless the environment names another. */
export async function findServer(variables: Variables): Promise<Server | undefined> {
  const credentials = readCredentials(dataDirOf(variables));
  if (!credentials || !(await isUp(credentials.apiUrl))) return undefined;
  return { url: credentials.apiUrl, account: credentials, stop: async () => undefined };
}

function dataDirOf({ DATA_DIR }: Variables): string {
  if (DATA_DIR) return path.resolve(DATA_DIR);
  const file = path.join(ROOT, ".env");
  const settings = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return path.resolve(ROOT, settings.DATA_DIR || ".data");
}

/** A program has these for itself, and they mean another thing there; empty counts as unset, also over a file `.env`. */
const UNSET = ["HOST", "PUBLIC_URL", "DATABASE_URL", "SECRET_KEY", "SIMULATOR_LEDGER", "LOG_LEVEL"];
const UNSET_MEDIA = ["ENDPOINT", "BUCKET", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"].map(
  (name) => `MEDIA_S3_${name}`,
);

/**
 * Starts a server that is gone, with all it kept, when it is stopped. Its first account is the one that the environment's
 * TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN name, when they can be one's.
 * @param folder  to keep its data in; others must be able to pass through it
 */
export async function startServer(variables: Variables, folder: string, signal: AbortSignal): Promise<Server> {
  const port = await freePort();
  const dataDir = path.join(folder, "data");
  chmodSync(folder, 0o711); // its database may run as another user
  const { TWILIO_ACCOUNT_SID: sid = "", TWILIO_AUTH_TOKEN: token = "" } = variables;
  const isAccount = /^AC[0-9a-f]{32}$/i.test(sid) && /^[0-9a-f]{32}$/i.test(token);
  const words: string[] = [];
  const onOutput = (text: string) => void words.push(text);
  try {
    const server = await startOwnServer(
      {
        ...Object.fromEntries([...UNSET, ...UNSET_MEDIA].map((name) => [name, ""])),
        CALLBACK_ALLOW: "127.0.0.0/8 ::1",
        PORT: String(port),
        DATA_DIR: dataDir,
        SENDERPOOL_ACCOUNT_SID: isAccount ? sid : "",
        SENDERPOOL_AUTH_TOKEN: isAccount ? token : "",
      },
      { onOutput, signal },
    );
    return { url: `http://localhost:${port}`, account: readCredentials(dataDir), stop: server.stop };
  } catch (error) {
    if (!signal.aborted) process.stderr.write(words.join(""));
    throw error;
  }
}

/** Whether `sid` and `token` sign in at `url`. */
export async function signsIn(url: string, sid: string, token: string): Promise<boolean> {
  const response = await fetch(`${url}/2010-04-01/Accounts/${encodeURIComponent(sid)}.json`, {
    headers: { Authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}` },
    signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
  });
  return response.ok;
}
