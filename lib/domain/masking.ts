const SECRET_HEADERS: ReadonlySet<string> = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);
const MASK = "••••";

/** Headers of a recorded request or answer as they are shown: without what signs in. */
export const maskedHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name.toLowerCase()) ? MASK : value]),
  );

/** A URL as it is shown: a password may stand in it. */
export const withoutPassword = (url: string) => url.replace(/^(https?:\/\/[^/?#:@]*):[^/?#@]*@/i, `$1:${MASK}@`);
