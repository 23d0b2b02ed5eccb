import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";

/** Everything the product reads from its environment. Names, defaults and meanings: docs/contracts.md, "Environment". */
export type Env = ReturnType<typeof parseEnv>;

const number = (words: string, fits: (value: number) => boolean) =>
  z
    .string()
    .refine((text) => /^\d+(\.\d+)?$/.test(text) && fits(Number(text)), words)
    .transform(Number);
const port = number("must be a port, 1 to 65535", (value) => Number.isInteger(value) && value >= 1 && value <= 65_535);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, "must begin with postgresql://");

const Schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().regex(/^\S+$/, "must be an address or a host name").default("127.0.0.1"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: postgresUrl.optional(),
  SECRET_KEY: z.string().min(16, "must have at least 16 characters").optional(),
  SENDERPOOL_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, "must be AC and 32 hex digits")
    .transform((sid) => `AC${sid.slice(2).toLowerCase()}`)
    .optional(),
  SENDERPOOL_AUTH_TOKEN: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, "must be 32 hex digits")
    .optional(),
  SENDERPOOL_OPERATOR_EMAIL: z.email("must be an e-mail address").toLowerCase().optional(),
  SENDERPOOL_OPERATOR_PASSWORD: z
    .string()
    .min(8, "must have 8 to 128 characters")
    .max(128, "must have 8 to 128 characters")
    .optional(),
  CALLBACK_ALLOW: z.string().transform(cidrList).optional(),
  MEDIA_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  MEDIA_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .optional(),
  MEDIA_S3_REGION: z
    .string()
    .regex(/^[\w-]+$/, "must be a region such as eu-central-1")
    .default("us-east-1"),
  MEDIA_S3_ACCESS_KEY_ID: z.string().optional(),
  MEDIA_S3_SECRET_ACCESS_KEY: z.string().optional(),
  SENDER_MPS: number("must be a number above 0, at most 1000000", (value) => value > 0 && value <= 1_000_000).default(
    10,
  ),
  /** Where the simulated carrier writes down what it took, outside the gateway: for tests that kill it. */
  SIMULATOR_LEDGER: z
    .string()
    .regex(/^\S+:\d{1,5}$/, "must be host:port")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Set by the supervisor for its children: where the console listens, and the gateway's port (Next overwrites PORT). */
  CONSOLE_PORT: port.optional(),
  SENDERPOOL_GATEWAY_PORT: port.optional(),
});

/** A value the environment gave that cannot be used; the message names every one. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Reads and checks the variables of `source`. An empty value counts as unset, except `CALLBACK_ALLOW`, where it means "nothing".
 * @returns the variables, with `MEDIA_S3` where media go, if not into `DATA_DIR`, `PORT` the public port, `PUBLIC_URL` always filled, `PUBLIC_URL_GIVEN` telling whether it was
 *   set, and `DATA_DIR` absolute. `SECRET_KEY` is the one given, else the one kept in `DATA_DIR/secret.key`, else undefined.
 * @throws EnvironmentError naming each variable that cannot be used
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value !== "" || name === "CALLBACK_ALLOW"),
  );
  const parsed = Schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"),
    );
  }
  const { SENDERPOOL_GATEWAY_PORT, ...values } = parsed.data;
  const MEDIA_S3 = s3Of(values);
  const PORT = SENDERPOOL_GATEWAY_PORT ?? values.PORT;
  const DATA_DIR = path.resolve(/* turbopackIgnore: true */ values.DATA_DIR);
  return {
    ...values,
    PORT,
    DATA_DIR,
    MEDIA_S3,
    PUBLIC_URL: values.PUBLIC_URL ?? `http://localhost:${PORT}`,
    PUBLIC_URL_GIVEN: values.PUBLIC_URL !== undefined,
    /** Read when it is asked for: a first start makes it after it has read the rest. */
    get SECRET_KEY() {
      return values.SECRET_KEY ?? keptSecretKey(DATA_DIR);
    },
    SECRET_KEY_GIVEN: values.SECRET_KEY !== undefined,
  };
}

/** @throws EnvironmentError when some of what a bucket needs is there and some is not */
function s3Of(values: z.output<typeof Schema>) {
  const {
    MEDIA_S3_ENDPOINT: endpoint,
    MEDIA_S3_BUCKET: bucket,
    MEDIA_S3_REGION: region,
    MEDIA_S3_ACCESS_KEY_ID: accessKeyId,
    MEDIA_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = values;
  const needed = { ENDPOINT: endpoint, BUCKET: bucket, ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secretAccessKey };
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return { endpoint, bucket, region, accessKeyId, secretAccessKey };
  }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [`MEDIA_S3_${name}`]));
  if (missing.length === Object.keys(needed).length) return undefined;
  throw new EnvironmentError(`${missing.join(" and ")} must be set too, for media to be kept in a bucket`);
}

let current: Env | undefined;

/** This process's environment, read once. @throws EnvironmentError */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** Takes what `.env` in the working directory adds to the environment; variables that are already set stay as they are. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** The environment for a child process: ours, with `changes` on top. */
export const childEnv = (changes: Record<string, string | undefined>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...changes,
});

/** Whether `npm run` started this process: then its shell is our parent, and a parent that is gone means "stop". */
export const startedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;

/** Whether a continuous-integration service runs this process: no questions, no terminal drawing. */
export const inCi = (): boolean => Boolean(process.env.CI);

function keptSecretKey(dataDir: string): string | undefined {
  try {
    return readFileSync(path.join(dataDir, "secret.key"), "utf8").trim();
  } catch {
    return undefined;
  }
}

function cidrList(text: string, context: z.RefinementCtx): string[] {
  const ranges = text.split(/[\s,]+/).filter(Boolean);
  const wrong = ranges.find((range) => !isCidr(range));
  if (wrong !== undefined)
    context.addIssue({ code: "custom", message: `has "${wrong}", which is not an address range such as 10.0.0.0/8` });
  return ranges;
}

/** An address, or an address with a prefix length. @source RFC 4632 §3.1, RFC 4291 §2.3 */
function isCidr(range: string): boolean {
  const [address = "", prefix, ...rest] = range.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    bits > 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
}
