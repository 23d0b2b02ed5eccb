import { createHash, timingSafeEqual } from "node:crypto";
import { fromSid, toSid } from "@/lib/domain/sid";
import type { Settings } from "@/lib/operations/ctx";
import { hashSecret } from "@/lib/store/secrets";

/** Who a request comes from. */
export type Caller = {
  readonly accountId: string;
  /** The SID that signed in: the account's, or an API key's. */
  readonly actor: string;
  readonly byKey: boolean;
  readonly active: boolean;
};

/** A caller, and the settings that vouch for it: as long as the cache gives these same objects, the caller holds. */
export type Credential = Caller & { readonly vouchers: readonly unknown[] };

/**
 * Who a user name and password are: an account SID with its auth token, or an API key's SID with its secret. What the
 * cache does not confirm is asked of the database once more, so that a token or key made a moment ago works.
 * @returns undefined when they are nobody's; an account that is not active is told apart by `active`
 * @source behaviour §10.1
 */
export async function authenticate(
  settings: Settings,
  user: string,
  password: string,
): Promise<Credential | undefined> {
  return (await tryOnce(settings, user, password, false)) ?? (await tryOnce(settings, user, password, true));
}

/** Whether nothing that a credential rests on has changed since. */
export async function stillHolds(
  settings: Settings,
  { vouchers, accountId, actor, byKey }: Credential,
): Promise<boolean> {
  if ((await settings.account(accountId)) !== vouchers[0]) return false;
  const keyId = byKey ? fromSid("SK", actor) : undefined;
  return keyId === undefined || (await settings.apiKey(keyId)) === vouchers[1];
}

async function tryOnce(
  settings: Settings,
  user: string,
  password: string,
  fresh: boolean,
): Promise<Credential | undefined> {
  const keyId = fromSid("SK", user);
  if (keyId !== undefined) {
    const key = await settings.apiKey(keyId, { fresh });
    if (!key || !same(key.secretHash, hashSecret(password))) return undefined;
    const account = await settings.account(key.accountId, { fresh });
    return account && callerOf(account, toSid("SK", keyId), [account, key]);
  }
  const accountId = fromSid("AC", user);
  const account = accountId === undefined ? undefined : await settings.account(accountId, { fresh });
  if (!account || !same(account.authToken, password)) return undefined;
  return callerOf(account, toSid("AC", account.id), [account]);
}

const callerOf = (
  account: { id: string; status: string },
  actor: string,
  vouchers: readonly unknown[],
): Credential => ({
  accountId: account.id,
  actor,
  byKey: vouchers.length > 1,
  active: account.status === "active",
  vouchers,
});

/** Compares digests, so that neither content nor length shows in the time it takes. */
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash("sha256").update(text).digest();
