import { v1 } from "@/lib/api/dialect";
import { defineResource } from "@/lib/api/resource";
import type { Account } from "@/lib/domain/account";
import { createSecondToken, promoteSecondToken, removeSecondToken } from "@/lib/operations/accounts";

/** A second token beside the first, so that programs can move to it one by one. @source OpenAPI (accounts_v1, AuthTokens) */
export const secondaryToken = defineResource({
  dialect: v1,
  path: "AuthTokens/Secondary",
  ownersOnly: true,
  create: (ctx) => createSecondToken(ctx),
  remove: (ctx) => removeSecondToken(ctx),
  serialize: (account: Account, { accountSid, origin }) => ({
    account_sid: accountSid,
    date_created: account.secondTokenAt,
    date_updated: account.secondTokenAt,
    secondary_auth_token: account.secondToken,
    url: `${origin}${v1.prefix}/AuthTokens/Secondary`,
  }),
});

export const tokenPromotion = defineResource({
  dialect: v1,
  path: "AuthTokens/Promote",
  ownersOnly: true,
  update: (ctx) => promoteSecondToken(ctx),
  serialize: (account: Account, { accountSid, origin }) => ({
    account_sid: accountSid,
    auth_token: account.authToken,
    date_created: account.createdAt,
    date_updated: account.updatedAt,
    url: `${origin}${v1.prefix}/AuthTokens/Promote`,
  }),
});
