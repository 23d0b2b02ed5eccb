import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { fromSid, type SidPrefix, toSid } from "@/lib/domain/sid";

/**
 * Where a page begins: after a row, or, reading back, before it. A row is named by an id, and where that is not enough by
 * an id and, after a dot, what else names it.
 */
export type Cursor = { readonly after: string } | { readonly before: string };

/** 64 bits: a token is no key to anything, it only must not be made up. */
const MAC_HEX = 16;

export type PageTokens = {
  /** @param scope the account and the path of the list */
  write(scope: string, prefix: SidPrefix, cursor: Cursor): string;
  /** undefined when it was not made here, or for another list. */
  read(scope: string, prefix: SidPrefix, token: string): Cursor | undefined;
};

const ID_LENGTH = 36;
const SID_LENGTH = 34;

/**
 * Tokens of the form `PA`, the SID of the last row of the page before (and what else names it), and a digest that binds both to one account's list;
 * `PB` leads back. Any process with the same secret reads them.
 * @source behaviour §10.3
 */
export function createPageTokens(secretKey: string): PageTokens {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "senderpool", "page-token", 32));
  const macOf = (scope: string, text: string) =>
    createHmac("sha256", key).update(`${scope}\n${text}`).digest("hex").slice(0, MAC_HEX);
  return {
    write(scope, prefix, cursor) {
      const [kind, name] = "after" in cursor ? ["PA", cursor.after] : ["PB", cursor.before];
      const text = kind + toSid(prefix, name.slice(0, ID_LENGTH)) + name.slice(ID_LENGTH);
      return text + macOf(scope, text);
    },
    read(scope, prefix, token) {
      const text = token.slice(0, -MAC_HEX);
      const id = fromSid(prefix, text.slice(2, 2 + SID_LENGTH));
      const mac = Buffer.from(token.slice(-MAC_HEX));
      const expected = Buffer.from(macOf(scope, text));
      if (id === undefined || mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;
      const name = id + text.slice(2 + SID_LENGTH);
      if (text.startsWith("PA")) return { after: name };
      return text.startsWith("PB") ? { before: name } : undefined;
    },
  };
}
