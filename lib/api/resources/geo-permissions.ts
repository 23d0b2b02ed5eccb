import { v1 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import {
  ChangeGeoPermission,
  changeGeoPermissions,
  fetchGeoPermissions,
  type GeoChange,
  type GeoPermission,
} from "@/lib/operations/geo-permissions";

type Told = { readonly permissions: readonly GeoPermission[] } | { readonly changes: readonly GeoChange[] };

/** Countries the account may send to. @source behaviour §7.3; OpenAPI (accounts_v1, Messaging/GeoPermissions) */
export const geoPermissions = defineResource({
  dialect: v1,
  path: "Messaging/GeoPermissions",
  fetch: async (ctx, _path, params): Promise<Told> => ({
    permissions: await fetchGeoPermissions(ctx, one(params, "CountryCode") || undefined),
  }),
  patch: async (ctx, _path, params): Promise<Told> => {
    const asked = params.get("Permissions");
    if (!asked) throw new Refusal(20001, "Missing required parameter Permissions in the post body");
    return { changes: await changeGeoPermissions(ctx, asked.map(readChange)) };
  },
  serialize: (told: Told) => ({
    permissions: "permissions" in told ? told.permissions.map(permission) : told.changes.map(changed),
  }),
});

const permission = ({ country, callingCode, enabled }: GeoPermission) => ({
  country_code: country,
  type: "country",
  enabled,
  prefix: `+${callingCode}`,
  message: "",
});

const changed = ({ country, enabled, refused }: GeoChange) => ({
  country_code: country,
  type: "country",
  enabled,
  error_code: refused === null ? 0 : 20001,
  error_messages: refused === null ? [] : [refused],
});

/** @throws Refusal 20001 */
function readChange(text: string) {
  const parsed = ChangeGeoPermission.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(20001, `Bad request: Permissions: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
