import { z } from "zod";
import type { Account } from "@/lib/domain/account";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName, rate } from "@/lib/operations/inputs";
import * as accounts from "@/lib/store/accounts";

export type { Account };

const AUTH_TOKEN_BYTES = 16;
/** @source Twilio, Subaccounts: what an account has at most without asking */
const SUBACCOUNTS_MAX = 1_000;

export const CreateSubaccount = z.object({ friendlyName: friendlyName.optional() });
export const RenameAccount = z.object({ friendlyName });

const status = z.enum(["active", "suspended", "closed"], "Use active, suspended or closed");
export const UpdateAccount = z.object({ friendlyName: friendlyName.optional(), status: status.optional() });
export const FilterAccounts = z.object({ friendlyName: z.string().optional(), status: status.optional() });

const country = z.string().regex(/^[A-Z]{2}$/, "Use two-letter country codes");
const gate = z.enum(["sandbox", "live"]);

export const UpdateAccountSettings = z
  .object({
    homeCountry: country,
    geoCountries: z.array(country).max(250),
    geoMode: gate,
    longCodeMode: gate,
    tollFreeMode: gate,
    alphaMode: gate,
  })
  .partial();

const limit = (max: number) =>
  z.preprocess(
    (given) => (given === "" ? null : given),
    z.coerce
      .number("Use a whole number")
      .int("Use a whole number")
      .min(1, "Use at least 1, or nothing")
      .max(max, `Use at most ${max.toLocaleString("en")}`)
      .nullable(),
  );

/** API requests of an account at each gateway; null or an empty text: as many as by default. */
export const LimitRequests = z.object({ requestsPerSecond: limit(100_000), requestsAtOnce: limit(10_000) });

/** Segments a second of all texts of an account; null or an empty text: as many as their queues do. */
export const LimitTexts = z.object({ segmentsPerSecond: rate });

export async function fetchAccount(ctx: Ctx): Promise<Account> {
  return present(await accounts.find(ctx.db, ctx.accountId));
}

/** The account and its subaccounts, newest first. */
export async function listAccounts(
  ctx: Ctx,
  filter: z.infer<typeof FilterAccounts>,
  page: Page,
): Promise<Listing<Account>> {
  return accounts.listFamily(ctx.db, ctx.accountId, filter, page);
}

/**
 * Makes a subaccount, with a token of its own. Its settings are the defaults, not its owner's.
 * @throws Refusal 20006 the account is a subaccount itself, 20001 it has a thousand
 */
export async function createSubaccount(ctx: Ctx, input: z.infer<typeof CreateSubaccount>): Promise<Account> {
  const owner = await fetchAccount(ctx);
  if (owner.ownerId !== null) throw new Refusal(20006, "Access denied: a subaccount has no subaccounts");
  if ((await accounts.countSubaccounts(ctx.db, owner.id)) >= SUBACCOUNTS_MAX)
    throw new Refusal(20001, `Bad request: An account has at most ${SUBACCOUNTS_MAX} subaccounts`);
  const at = ctx.now();
  return accounts.insert(ctx.db, {
    id: ctx.newId(),
    at,
    ownerId: owner.id,
    friendlyName: input.friendlyName ?? `SubAccount Created at ${at.toISOString().slice(0, 16).replace("T", " ")}`,
    homeCountry: owner.homeCountry,
    authToken: newToken(ctx),
  });
}

export async function renameAccount(ctx: Ctx, input: z.infer<typeof RenameAccount>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/**
 * Renames an account, or suspends, reactivates or closes it. What is closed has given its numbers back and stays closed.
 * @param byOwner  whoever owns the account asks, not the account itself
 * @throws Refusal 20006 an account's own state, 20409 it is closed
 * @source Twilio, Account resource: Status
 */
export async function updateAccount(
  ctx: Ctx,
  { status, friendlyName }: z.infer<typeof UpdateAccount>,
  { byOwner }: { byOwner: boolean },
): Promise<Account> {
  const account = await fetchAccount(ctx);
  if (status !== undefined && status !== account.status) {
    if (!byOwner) throw new Refusal(20006, "Access denied: only its owner changes the state of an account");
    const moved = await accounts.setStatus(ctx.db, account.id, { status, friendlyName, at: ctx.now() });
    if (!moved) throw new Refusal(20409, "Conflict: the account is closed, and stays so");
    return moved;
  }
  if (friendlyName === undefined) return account;
  if (account.status === "closed") throw new Refusal(20409, "Conflict: the account is closed, and stays so");
  return renameAccount(ctx, { friendlyName });
}

/** Which gates only tell what live would do, and which countries may be sent to. */
export async function updateAccountSettings(ctx: Ctx, input: z.infer<typeof UpdateAccountSettings>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/** How many API requests the account may make; more are answered 429 (20429), unexecuted. */
export async function limitRequests(ctx: Ctx, input: z.infer<typeof LimitRequests>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/** How fast all texts of the account leave together, besides each queue's own rate. What has its slot keeps it. */
export async function limitTexts(ctx: Ctx, input: z.output<typeof LimitTexts>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/** Replaces the auth token: the old one stops at once, and webhooks are signed with the new one. @returns the account with it */
export async function rotateAuthToken(ctx: Ctx): Promise<Account> {
  const rotated = present(await accounts.update(ctx.db, ctx.accountId, { authToken: newToken(ctx), at: ctx.now() }));
  await ctx.onTokenReplaced?.(ctx.accountId);
  return rotated;
}

/**
 * Makes a second auth token, which signs in beside the first. Webhooks go on being signed with the first.
 * @throws Refusal 20409 there is one
 * @source OpenAPI (accounts_v1, AuthTokens/Secondary); behaviour §10.1
 */
export async function createSecondToken(ctx: Ctx): Promise<Account> {
  const account = await accounts.addSecondToken(ctx.db, ctx.accountId, { token: newToken(ctx), at: ctx.now() });
  if (!account) throw new Refusal(20409, "Conflict: the account has a secondary Auth Token");
  return account;
}

/** Removes the second token; it stops at once. @throws Refusal 20404 there is none */
export async function removeSecondToken(ctx: Ctx): Promise<void> {
  if (!(await accounts.removeSecondToken(ctx.db, ctx.accountId, ctx.now()))) throw new Refusal(20404);
}

/**
 * Makes the second token the first: the old first one stops, and webhooks are signed with the new one.
 * @throws Refusal 20404 there is no second one
 * @source OpenAPI (accounts_v1, AuthTokens/Promote)
 */
export async function promoteSecondToken(ctx: Ctx): Promise<Account> {
  const promoted = present(await accounts.promoteSecondToken(ctx.db, ctx.accountId, ctx.now()));
  await ctx.onTokenReplaced?.(ctx.accountId);
  return promoted;
}

const newToken = (ctx: Ctx) => Buffer.from(ctx.randomBytes(AUTH_TOKEN_BYTES)).toString("hex");

function present(account: Account | undefined): Account {
  if (!account) throw new Refusal(20404);
  return account;
}
