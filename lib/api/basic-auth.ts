import { Refusal } from "@/lib/domain/errors";
import { authenticate, type Caller, type Credential, stillHolds } from "@/lib/operations/credentials";
import type { Settings } from "@/lib/operations/ctx";

/** Headers remembered; an installation has few callers, so when there are more, all start afresh. */
const REMEMBERED_MAX = 1_000;
/** Far above SID, colon and secret in base64. */
const HEADER_LENGTH_MAX = 1_024;

/**
 * Tells who a request's Authorization header is. A header is read and compared once; while the settings it rests on stay
 * the same objects, it is only looked up.
 * @returns a function that throws Refusal 20003 for no or wrong credentials, 20005 for an account that is not active
 */
export function createBasicAuth(settings: Settings): (header: string | undefined) => Promise<Caller> {
  const remembered = new Map<string, Credential>();
  return async (header) => {
    if (header === undefined) throw new Refusal(20003, "Authentication Error - No credentials provided");
    const known = remembered.get(header);
    if (known && (await stillHolds(settings, known))) return known;
    remembered.delete(header);

    const [user, password] = decodeBasic(header);
    const credential = await authenticate(settings, user, password);
    if (!credential) throw new Refusal(20003);
    if (credential.account.status !== "active") throw new Refusal(20005);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(header, credential);
    return credential;
  };
}

/** @throws Refusal 20003 another scheme, or nothing that can be read @source RFC 7617 §2 */
function decodeBasic(header: string): [user: string, password: string] {
  const match = header.length > HEADER_LENGTH_MAX ? null : /^basic +([\w+/=-]+) *$/i.exec(header);
  const text = Buffer.from(match?.[1] ?? "", "base64").toString("utf8");
  const at = text.indexOf(":");
  if (at < 0) throw new Refusal(20003);
  return [text.slice(0, at), text.slice(at + 1)];
}
