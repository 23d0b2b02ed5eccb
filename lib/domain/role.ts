/** What an operator is in an account. */
export type Role = "owner" | "admin" | "developer" | "viewer";

/** `send`: services, pools, numbers, messages. `administer`: the account, its token, keys and permissions. */
export type Right = "read" | "send" | "administer";

const RIGHTS: Record<Role, readonly Right[]> = {
  owner: ["read", "send", "administer"],
  admin: ["read", "send", "administer"],
  developer: ["read", "send"],
  viewer: ["read"],
};

export const may = (role: Role, right: Right): boolean => RIGHTS[role].includes(right);
