import { v2010 } from "@/lib/api/dialect";
import { type Call, defineResource, readFields } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { toSid } from "@/lib/domain/sid";
import { type Account, fetchAccount, RenameAccount, renameAccount } from "@/lib/operations/accounts";

/** The account shows its token, so an API key may not read it. @source behaviour §10.1 (keys) */
function byToken({ byKey }: Call): void {
  if (byKey) throw new Refusal(20006);
}

const SUBRESOURCES = {
  available_phone_numbers: "AvailablePhoneNumbers",
  incoming_phone_numbers: "IncomingPhoneNumbers",
  messages: "Messages",
};

export const accounts = defineResource({
  dialect: v2010,
  path: "Accounts/:AccountSid",
  fetch: (ctx, _path, _params, call) => {
    byToken(call);
    return fetchAccount(ctx);
  },
  update: (ctx, _path, params, call) => {
    byToken(call);
    return renameAccount(ctx, readFields(RenameAccount, params));
  },
  serialize: (account: Account) => {
    const sid = toSid("AC", account.id);
    const uri = `${v2010.prefix}/Accounts/${sid}`;
    return {
      auth_token: account.authToken,
      date_created: account.createdAt,
      date_updated: account.updatedAt,
      friendly_name: account.friendlyName,
      owner_account_sid: sid,
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
