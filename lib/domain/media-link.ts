import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { fromSid, toSid } from "@/lib/domain/sid";

/**
 * A signed link works for 5 to 10 minutes: its end is a round one, so that two that are asked for shortly after each other
 * are the same and a browser loads the file once.
 */
const STEP_S = 300;

/** Which file a signed link leads to. */
export type MediaName = { readonly accountId: string; readonly id: string };

export type MediaLinks = {
  /** The path and query that lead to a file for the next minutes. */
  write(media: MediaName, now: Date): string;
  /** undefined when it was not made here, or is over. */
  read(pathAndQuery: string, now: Date): MediaName | undefined;
};

const LINK = /^\/media\/(AC[0-9a-f]{32})\/(ME[0-9a-f]{32})\?expires=(\d{1,12})&signature=([\w-]{43})$/;

/**
 * Links of the form `/media/AC…/ME…?expires=…&signature=…` that need no login. Any process with the same secret reads them.
 * @source behaviour §1.10 (media auth)
 */
export function createMediaLinks(secretKey: string): MediaLinks {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "senderpool", "media-link", 32));
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  return {
    write({ accountId, id }, now) {
      const expires = (Math.ceil(now.getTime() / 1_000 / STEP_S) + 1) * STEP_S;
      const link = `/media/${toSid("AC", accountId)}/${toSid("ME", id)}?expires=${expires}`;
      return `${link}&signature=${sign(link)}`;
    },
    read(pathAndQuery, now) {
      const [, account = "", sid = "", expires = "", signature = ""] = LINK.exec(pathAndQuery) ?? [];
      const [accountId, id] = [fromSid("AC", account), fromSid("ME", sid)];
      if (accountId === undefined || id === undefined || Number(expires) * 1_000 < now.getTime()) return undefined;
      const expected = sign(pathAndQuery.slice(0, pathAndQuery.indexOf("&signature=")));
      return timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? { accountId, id } : undefined;
    },
  };
}

const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CODE_LENGTH = 7;

/** The last part of a public link, from 8 random bytes. @source behaviour §2.9 */
export function linkCode(random: Uint8Array): string {
  let number = Buffer.from(random).readBigUInt64BE();
  let code = "";
  while (code.length < CODE_LENGTH) {
    code += BASE_62.charAt(Number(number % 62n));
    number /= 62n;
  }
  return code;
}

/** The code in a public link's path, if it is one. */
export const linkIn = (path: string): string | undefined => /^\/m\/([0-9A-Za-z]{7})$/.exec(path)?.[1];

export const linkPath = (code: string) => `/m/${code}`;
