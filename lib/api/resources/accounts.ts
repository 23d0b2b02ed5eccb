import { v2010 } from "@/lib/api/dialect";
import { defineResource, readFields } from "@/lib/api/resource";
import { toSid } from "@/lib/domain/sid";
import {
  type Account,
  CreateSubaccount,
  createSubaccount,
  FilterAccounts,
  fetchAccount,
  listAccounts,
  UpdateAccount,
  updateAccount,
} from "@/lib/operations/accounts";

const SUBRESOURCES = {
  available_phone_numbers: "AvailablePhoneNumbers",
  balance: "Balance",
  incoming_phone_numbers: "IncomingPhoneNumbers",
  keys: "Keys",
  messages: "Messages",
  short_codes: "SMS/ShortCodes",
  signing_keys: "SigningKeys",
  usage: "Usage/Records",
};

/**
 * The account and its subaccounts. It shows its token, so only whoever may manage accounts may read it.
 * @source behaviour §10.1; OpenAPI (api_v2010, Accounts)
 */
export const accounts = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid",
  ownersOnly: true,
  create: (ctx, _path, params) => createSubaccount(ctx, readFields(CreateSubaccount, params)),
  list: {
    key: "accounts",
    prefix: "AC",
    run: (ctx, _path, page, params) => listAccounts(ctx, readFields(FilterAccounts, params), page),
  },
  fetch: (ctx) => fetchAccount(ctx),
  update: (ctx, _path, params, { callerId }) =>
    updateAccount(ctx, readFields(UpdateAccount, params), { byOwner: callerId !== ctx.accountId }),
  serialize: (account: Account) => {
    const sid = toSid("AC", account.id);
    const uri = `${v2010.prefix}/Accounts/${sid}`;
    return {
      auth_token: account.authToken,
      date_created: account.createdAt,
      date_updated: account.updatedAt,
      friendly_name: account.friendlyName,
      owner_account_sid: account.ownerId === null ? sid : toSid("AC", account.ownerId),
      sid,
      status: account.status,
      subresource_uris: Object.fromEntries(
        Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
      ),
      type: account.type,
      uri: `${uri}.json`,
    };
  },
});
