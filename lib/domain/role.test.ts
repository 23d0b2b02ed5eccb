import { expect, test } from "vitest";
import { may, type Right, type Role } from "@/lib/domain/role";

test.each<[string, Role, readonly Right[]]>([
  ["an owner may do everything", "owner", ["read", "send", "administer"]],
  ["an admin may do everything", "admin", ["read", "send", "administer"]],
  ["a developer may send, but not touch credentials", "developer", ["read", "send"]],
  ["a viewer only looks", "viewer", ["read"]],
])("%s", (_rule, role, rights) => {
  expect((["read", "send", "administer"] as const).filter((right) => may(role, right))).toEqual(rights);
});
