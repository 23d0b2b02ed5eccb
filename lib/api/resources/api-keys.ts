import { z } from "zod";
import { v1, v2010 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import type { ApiKey } from "@/lib/domain/account";
import { rfc2822 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";
import { fromSid, toSid } from "@/lib/domain/sid";
import {
  CreateApiKey,
  createApiKey,
  deleteApiKey,
  fetchApiKey,
  inAccount,
  inAccountOfKey,
  listApiKeys,
  updateApiKey,
} from "@/lib/operations/api-keys";
import type { Ctx } from "@/lib/operations/ctx";

/** A key, with its secret where it was just made. */
type Shown = { readonly key: ApiKey; readonly secret?: string };

/** These resources write their dates as the 2010 API does, the newer one, too. @source OpenAPI (iam_v1, Key) */
const properties = ({ key, secret }: Shown) => ({
  sid: toSid("SK", key.id),
  friendly_name: key.friendlyName,
  date_created: rfc2822(key.createdAt),
  date_updated: rfc2822(key.updatedAt),
  ...(secret !== undefined && { secret }),
});

const shown = (key: ApiKey): Shown => ({ key });

/** Keys and signing keys are one thing under two names. */
const keysOf2010 = (path: `Accounts/:AccountSid/${"Keys" | "SigningKeys"}/:KeySid`, key: string) =>
  defineResource({
    dialect: v2010,
    path,
    ownersOnly: true,
    create: (ctx, _path, params): Promise<Shown> => createApiKey(ctx, readFields(CreateApiKey2010, params)),
    list: {
      key,
      prefix: "SK",
      run: async (ctx, _path, page) => {
        const { rows, ...around } = await listApiKeys(ctx, page);
        return { rows: rows.map(shown), ...around };
      },
    },
    fetch: async (ctx, { KeySid }) => shown(await fetchApiKey(ctx, KeySid)),
    update: async (ctx, { KeySid }, params) => shown(await updateApiKey(ctx, KeySid, readFields(RenameApiKey, params))),
    remove: (ctx, { KeySid }) => deleteApiKey(ctx, KeySid),
    serialize: properties,
  });

/** A name is not asked for on the wire. */
const wireName = z.string().trim().max(64, "Use at most 64 characters").meta({ code: 20002 });
const CreateApiKey2010 = z.object({ friendlyName: wireName.default("") });
const RenameApiKey = z.object({ friendlyName: wireName.optional() });

export const keys = keysOf2010("Accounts/:AccountSid/Keys/:KeySid", "keys");
export const signingKeys = keysOf2010("Accounts/:AccountSid/SigningKeys/:KeySid", "signing_keys");

const KEY_TYPE = z.object({ keyType: z.literal("restricted", "Use restricted, or leave it out").optional() });

/** Keys with a policy, of the account or of one of its subaccounts. Main keys are made in the console only. */
export const iamKeys = defineResource({
  dialect: v1,
  path: "Keys/:KeySid",
  ownersOnly: true,
  create: async (ctx, _path, params): Promise<Shown> => {
    const { keyType: type } = readFields(KEY_TYPE, params);
    const { friendlyName } = readFields(CreateApiKey2010, params);
    return createApiKey(await inNamedAccount(ctx, params), { friendlyName, type, allow: readPolicy(params) });
  },
  list: {
    key: "keys",
    prefix: "SK",
    run: async (ctx, _path, page, params) => {
      const { rows, ...around } = await listApiKeys(await inNamedAccount(ctx, params), page);
      return { rows: rows.map((key) => ({ key, listed: true })), ...around };
    },
  },
  fetch: async (ctx, { KeySid }) => shown(await fetchApiKey(await inAccountOfKey(ctx, KeySid), KeySid)),
  update: async (ctx, { KeySid }, params) => {
    const input = { ...readFields(RenameApiKey, params), allow: readPolicy(params) };
    return shown(await updateApiKey(await inAccountOfKey(ctx, KeySid), KeySid, input));
  },
  remove: async (ctx, { KeySid }) => deleteApiKey(await inAccountOfKey(ctx, KeySid), KeySid),
  serialize: (row: Shown & { readonly listed?: boolean }) => ({
    ...properties(row),
    ...(row.listed ? { flags: ["rest_api", "signing"] } : { policy: policyOf(row.key) }),
  }),
});

const policyOf = ({ type, allow }: ApiKey) => (type === "restricted" ? { allow } : null);

/** The caller's own account when none is named. @throws Refusal 20404 neither that nor a subaccount of it */
async function inNamedAccount(ctx: Ctx, params: Params): Promise<Ctx> {
  const sid = one(params, "AccountSid");
  if (!sid) return ctx;
  const id = fromSid("AC", sid);
  if (id === undefined) throw new Refusal(20404);
  return inAccount(ctx, id);
}

const Policy = z.object({ allow: CreateApiKey.shape.allow.unwrap() });

/** @throws Refusal 20001 */
function readPolicy(params: Params): string[] | undefined {
  const text = one(params, "Policy");
  if (!text) return undefined;
  const parsed = Policy.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.allow;
  const what = parsed.error.issues[0]?.message ?? "";
  throw new Refusal(20001, `Bad request: Policy: Use {"allow": […]}: ${what}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
