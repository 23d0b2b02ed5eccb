import { betterAuth } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { nextCookies } from "better-auth/next-js";
import type { SignInLock } from "@/lib/console/sign-in-lock";
import { log } from "@/lib/log";

const DAY_S = 24 * 60 * 60;
export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 128;

/** What an operator's browser may ask for directly; everything else better-auth offers is not served. */
export const SERVED_PATHS: readonly string[] = ["/sign-in/email", "/sign-out", "/get-session"];

export type AuthOptions = {
  /** better-auth's adapter over our models, or anything else it can store in. */
  readonly database: NonNullable<Parameters<typeof betterAuth>[0]["database"]>;
  /** Signs session cookies. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
  readonly lock: SignInLock;
  /** Called once a new password is stored. */
  readonly onPasswordChanged: (operator: { id: string; email: string }) => Promise<void>;
};

export type Auth = ReturnType<typeof createAuth>;

/**
 * Operators' sign-in by e-mail and password. Nobody can sign up: operators are made by the first start and by their peers.
 * A wait after wrong tries (429, `retryAfterMs`) holds on every way in, since it is a hook and not a filter of the route.
 */
export function createAuth({ database, secret, publicUrl, trustedOrigins, lock, onPasswordChanged }: AuthOptions) {
  const address = new URL(publicUrl);
  const secure = address.protocol === "https:";
  return betterAuth({
    appName: "Senderpool",
    baseURL: address.origin,
    secret,
    database,
    trustedOrigins: [...trustedOrigins],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
    },
    user: {
      modelName: "operator",
      additionalFields: { initialPassword: { type: "boolean", required: false, input: false } },
    },
    session: { modelName: "operatorSession", expiresIn: 14 * DAY_S, updateAge: DAY_S },
    account: { modelName: "operatorLogin" },
    verification: { modelName: "verification" },
    // The lock below counts wrong tries by e-mail and address, which this limiter cannot.
    rateLimit: { enabled: false },
    advanced: {
      // Its own default leaves both out while tests run.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: false },
      useSecureCookies: secure,
      // A browser keeps one cookie jar for all ports of a host; two servers beside each other must not share a session.
      cookiePrefix: `senderpool-${address.port || (secure ? "443" : "80")}`,
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== "/sign-in/email") return;
        const retryAfterMs = lock.take(...triedBy(context));
        if (retryAfterMs > 0) throw new APIError("TOO_MANY_REQUESTS", { message: "Too many tries", retryAfterMs });
      }),
      after: createAuthMiddleware(async (context) => {
        if (context.path === "/sign-in/email" && context.context.newSession) lock.forgive(...triedBy(context));
        const { returned, session } = context.context;
        if (context.path === "/change-password" && session && !(returned instanceof Error)) {
          await onPasswordChanged(session.user);
        }
      }),
    },
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError) || error.statusCode >= 500) log.error("auth.failed", { error });
      },
    },
    telemetry: { enabled: false },
    logger: { level: "error", log: (level, message) => log[level]("auth", { message }) },
    plugins: [nextCookies()],
  });
}

/** E-mail and address of a try; the gateway sets X-Forwarded-For and drops the client's own. */
function triedBy({
  body,
  headers,
}: {
  body?: { email?: unknown };
  headers?: Headers;
}): [email: string, address: string] {
  return [String(body?.email).trim().toLowerCase(), headers?.get("x-forwarded-for") ?? ""];
}
