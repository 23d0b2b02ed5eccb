import { z } from "zod";
import type { Account } from "@/lib/domain/account";
import { Refusal } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName } from "@/lib/operations/inputs";
import * as accounts from "@/lib/store/accounts";

export type { Account };

const AUTH_TOKEN_BYTES = 16;

export const RenameAccount = z.object({ friendlyName });

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

export async function fetchAccount(ctx: Ctx): Promise<Account> {
  return present(await accounts.find(ctx.db, ctx.accountId));
}

export async function renameAccount(ctx: Ctx, input: z.infer<typeof RenameAccount>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/** Which gates only tell what live would do, and which countries may be sent to. */
export async function updateAccountSettings(ctx: Ctx, input: z.infer<typeof UpdateAccountSettings>): Promise<Account> {
  return present(await accounts.update(ctx.db, ctx.accountId, { ...input, at: ctx.now() }));
}

/** Replaces the auth token: the old one stops at once, and webhooks are signed with the new one. @returns the account with it */
export async function rotateAuthToken(ctx: Ctx): Promise<Account> {
  const authToken = Buffer.from(ctx.randomBytes(AUTH_TOKEN_BYTES)).toString("hex");
  return present(await accounts.update(ctx.db, ctx.accountId, { authToken, at: ctx.now() }));
}

function present(account: Account | undefined): Account {
  if (!account) throw new Refusal(20404);
  return account;
}
