import { createHash, timingSafeEqual } from "node:crypto";
import { type Access, accessOf } from "@/lib/domain/access";
import type { AccountSettings } from "@/lib/domain/settings";
import { fromSid, toSid } from "@/lib/domain/sid";
import { testIdOf } from "@/lib/domain/test-credentials";
import type { Freshness, Settings } from "@/lib/operations/ctx";
import { hashSecret } from "@/lib/store/secrets";

/** Who a request comes from. */
export type Caller = {
  readonly account: AccountSettings;
  /** The SID that signed in: the account's, or an API key's. */
  readonly actor: string;
  readonly byKey: boolean;
  /** With the account's test credentials: nothing is to be done. */
  readonly isTest: boolean;
  readonly access: Access;
};

/** A caller, and the key that vouches for it beside its account: as long as the cache gives the same objects, it holds. */
export type Credential = Caller & { readonly key?: unknown };

/**
 * Who a user name and password are: an account SID with its auth token, the second one included; an API key's SID with its
 * secret; or an account's test SID with its test token. What the cache does not confirm is asked of the database once
 * more, so that a token or key made a moment ago works.
 * @returns undefined when they are nobody's; the account need not be active
 * @source behaviour §10.1, §3.8
 */
export async function authenticate(
  settings: Settings,
  user: string,
  password: string,
): Promise<Credential | undefined> {
  return (await tryOnce(settings, user, password, {})) ?? (await tryOnce(settings, user, password, { fresh: true }));
}

/** Whether nothing that a credential rests on has changed since. */
export async function stillHolds(settings: Settings, { account, actor, byKey, key }: Credential): Promise<boolean> {
  if ((await settings.account(account.id)) !== account) return false;
  const keyId = byKey ? fromSid("SK", actor) : undefined;
  return keyId === undefined || (await settings.apiKey(keyId)) === key;
}

/** The SID and token that only try things out: they follow from the account's id and the installation's secret. */
export const testCredentialsOf = (accountId: string) => ({
  sid: toSid("AC", testIdOf(accountId)),
  token: hashSecret(`test token of ${accountId}`).slice(0, 32),
});

async function tryOnce(
  settings: Settings,
  user: string,
  password: string,
  freshness: Freshness,
): Promise<Credential | undefined> {
  const keyId = fromSid("SK", user);
  if (keyId !== undefined) {
    const key = await settings.apiKey(keyId, freshness);
    if (!key || !same(key.secretHash, hashSecret(password))) return undefined;
    const account = await settings.account(key.accountId, freshness);
    return account && { account, actor: toSid("SK", keyId), byKey: true, isTest: false, access: accessOf(key), key };
  }
  const accountId = fromSid("AC", user);
  if (accountId === undefined) return undefined;
  const account = await settings.account(accountId, freshness);
  if (account) return isToken(account, password) ? byToken(account) : undefined;
  const tested = await settings.account(testIdOf(accountId), freshness);
  if (!tested) return undefined;
  const { sid, token } = testCredentialsOf(tested.id);
  return same(token, password) ? { ...byToken(tested), actor: sid, isTest: true } : undefined;
}

/** Both are compared, whichever it is. */
function isToken({ authToken, secondToken }: AccountSettings, password: string): boolean {
  const isFirst = same(authToken, password);
  const isSecond = same(secondToken ?? authToken, password);
  return isFirst || isSecond;
}

const byToken = (account: AccountSettings): Credential => ({
  account,
  actor: toSid("AC", account.id),
  byKey: false,
  isTest: false,
  access: "full",
});

/** Compares digests, so that neither content nor length shows in the time it takes. */
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash("sha256").update(text).digest();
