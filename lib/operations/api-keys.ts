import { z } from "zod";
import { isPermission, type KeyType, PERMISSIONS_MAX } from "@/lib/domain/access";
import type { ApiKey } from "@/lib/domain/account";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName } from "@/lib/operations/inputs";
import * as accounts from "@/lib/store/accounts";
import * as apiKeys from "@/lib/store/api-keys";
import { hashSecret } from "@/lib/store/secrets";

export type { ApiKey };

/** 24 bytes are 32 characters of base64url. */
const SECRET_BYTES = 24;
/** Far above what one account's programs need. */
const KEYS_MAX = 1_000;

const allow = z
  .array(z.string().refine(isPermission, "Use permissions like /twilio/messaging/messages/create"))
  .min(1, "Allow at least one action")
  .max(PERMISSIONS_MAX, `Allow at most ${PERMISSIONS_MAX} actions`);

/** `allow` is what a restricted key may do, and of no other key. */
export const CreateApiKey = z.object({
  friendlyName,
  type: z.enum(["main", "standard", "restricted"]).optional(),
  allow: allow.optional(),
});

type UpdateApiKey = { readonly friendlyName?: string | undefined; readonly allow?: readonly string[] | undefined };

/**
 * Makes a key, a standard one unless told otherwise.
 * @returns it with its secret, which is never shown again: only a digest is stored
 * @throws Refusal 20001 a restricted key without permissions, another one with them, or too many keys
 */
export async function createApiKey(
  ctx: Ctx,
  { friendlyName, type = "standard", allow }: z.infer<typeof CreateApiKey>,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  assertFits(type, allow);
  if ((await apiKeys.count(ctx.db, ctx.accountId)) >= KEYS_MAX)
    throw new Refusal(20001, `Bad request: An account has at most ${KEYS_MAX} API keys`);
  const secret = Buffer.from(ctx.randomBytes(SECRET_BYTES)).toString("base64url");
  const key = await apiKeys.insert(ctx.db, ctx.accountId, {
    friendlyName,
    type,
    allow: allow ?? [],
    id: ctx.newId(),
    secretHash: hashSecret(secret),
    at: ctx.now(),
  });
  return { key, secret };
}

function assertFits(type: KeyType, allowed: readonly string[] | undefined): void {
  if (type === "restricted" && !allowed) throw refusedPolicy("A restricted key needs one");
  if (type !== "restricted" && allowed) throw refusedPolicy("Only a restricted key has one");
}

const refusedPolicy = (what: string) =>
  new Refusal(20001, `Bad request: Policy: ${what}`, { allow: `${what.replace(" one", " permissions")}.` });

/** Newest first. */
export async function listApiKeys(ctx: Ctx, page: Page): Promise<Listing<ApiKey>> {
  return apiKeys.list(ctx.db, ctx.accountId, page);
}

/** @throws Refusal 20404 */
export async function fetchApiKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const key = await apiKeys.find(ctx.db, ctx.accountId, id);
  if (!key) throw new Refusal(20404);
  return key;
}

/** Renames a key, or gives a restricted one other permissions. @throws Refusal 20404, 20001 it is not restricted */
export async function updateApiKey(ctx: Ctx, id: string, input: UpdateApiKey): Promise<ApiKey> {
  const { type } = await fetchApiKey(ctx, id);
  if (input.allow) assertFits(type, input.allow);
  const key = await apiKeys.update(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() });
  if (!key) throw new Refusal(20404);
  return key;
}

/** Revokes a key; it stops within a second everywhere. @throws Refusal 20404 */
export async function deleteApiKey(ctx: Ctx, id: string): Promise<void> {
  if (!(await apiKeys.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}

/** The context in which to ask about an account: one's own, or a subaccount of it. @throws Refusal 20404 anybody else's */
export async function inAccount(ctx: Ctx, accountId: string): Promise<Ctx> {
  if (accountId === ctx.accountId) return ctx;
  const account = await accounts.find(ctx.db, accountId);
  if (account?.ownerId !== ctx.accountId) throw new Refusal(20404);
  return { ...ctx, accountId };
}

/** The context in which to ask about a key of one's own or of a subaccount. @throws Refusal 20404 */
export async function inAccountOfKey(ctx: Ctx, id: string): Promise<Ctx> {
  const accountId = await apiKeys.accountOf(ctx.db, ctx.accountId, id);
  if (accountId === undefined) throw new Refusal(20404);
  return { ...ctx, accountId };
}
