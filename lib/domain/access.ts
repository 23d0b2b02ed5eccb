import { Refusal } from "@/lib/domain/errors";

/**
 * What a key may do: `main` all that the account's token may, `standard` all but accounts and keys, `restricted` what it is
 * allowed by name.
 * @source behaviour §10.1 (keys)
 */
export type KeyType = "main" | "standard" | "restricted";

/** What a caller may do: everything; everything but accounts and keys; or nothing but these permissions. */
export type Access = "full" | "standard" | ReadonlySet<string>;

/** What is done to a resource, in the words of permissions. */
export type Action = "list" | "read" | "create" | "update" | "delete";

/** Permissions a restricted key has at most. @source OpenAPI (iam_v1, Key: policy) */
export const PERMISSIONS_MAX = 100;

/** `/twilio/messaging/messages/create`: product, resource, its subresources, action. */
const PERMISSION = /^\/twilio(\/[a-z0-9-]+){2,6}\/(list|read|create|update|delete)$/;

export const isPermission = (text: string) => text.length <= 200 && PERMISSION.test(text);

export const accessOf = ({ type, allow }: { readonly type: KeyType; readonly allow: readonly string[] }): Access =>
  type === "main" ? "full" : type === "standard" ? "standard" : new Set(allow);

/** Products whose resources stand in the 2010 API, by their first segment; the others there are messaging's. */
const PRODUCTS: Readonly<Record<string, string>> = {
  IncomingPhoneNumbers: "phone-numbers",
  AvailablePhoneNumbers: "phone-numbers",
  Usage: "usage",
  Balance: "usage",
};

/**
 * The permission that an action on a resource takes, from its path below the dialect's prefix:
 * `Accounts/:AccountSid/Messages/:MessageSid/Media` to `/twilio/messaging/messages/media/list`.
 */
export function permissionOf(path: string, action: Action): string {
  const segments = path.replace(/^Accounts\/:AccountSid\/?/, "").split("/");
  const named = segments.filter((segment) => !segment.startsWith(":"));
  const product = PRODUCTS[named[0] ?? ""] ?? "messaging";
  return ["/twilio", product, ...named.map(kebab), action].join("/");
}

const kebab = (name: string) => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/**
 * @param ownersOnly  an account or its keys: for the token and main keys
 * @throws Refusal 20003 with status 403
 * @source behaviour §10.1 (keys), §3.2 (20003: 403 for permission)
 */
export function assertMay(access: Access, permission: string, ownersOnly: boolean): void {
  if (access === "full") return;
  if (ownersOnly) throw denied("Permission denied: only the Auth Token or a main API key may manage accounts and keys");
  if (access !== "standard" && !access.has(permission))
    throw denied(`Permission denied: this restricted API key lacks ${permission}`);
}

const denied = (detail: string) => new Refusal(20003, detail, undefined, 403);
