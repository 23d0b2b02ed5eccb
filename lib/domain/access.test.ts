import { describe, expect, test } from "vitest";
import { type Access, accessOf, assertMay, isPermission, permissionOf } from "./access";

test.each([
  ["Accounts/:AccountSid/Messages/:MessageSid", "create", "/twilio/messaging/messages/create"],
  ["Accounts/:AccountSid/Messages/:MessageSid/Media/:MediaSid", "read", "/twilio/messaging/messages/media/read"],
  [
    "Accounts/:AccountSid/IncomingPhoneNumbers/:PhoneNumberSid",
    "list",
    "/twilio/phone-numbers/incoming-phone-numbers/list",
  ],
  ["Services/:ServiceSid/PhoneNumbers/:PhoneNumberSid", "delete", "/twilio/messaging/services/phone-numbers/delete"],
  ["Accounts/:AccountSid/Usage/Records/Daily", "list", "/twilio/usage/usage/records/daily/list"],
] as const)("%s, %s takes %s", (path, action, permission) => {
  expect(permissionOf(path, action)).toBe(permission);
  expect(isPermission(permission)).toBe(true);
});

test.each([
  ["another vendor", "/other/messaging/messages/read"],
  ["an action that is none", "/twilio/messaging/messages/write"],
  ["no resource", "/twilio/messaging/read"],
  ["upper case", "/twilio/messaging/Messages/read"],
  ["a wildcard", "/twilio/messaging/*"],
  ["no end", `/twilio/${"a".repeat(300)}/b/read`],
])("no permission: %s", (_rule, text) => {
  expect(isPermission(text)).toBe(false);
});

describe("who may do what", () => {
  const send = "/twilio/messaging/messages/create";
  const restricted = accessOf({ type: "restricted", allow: [send] });
  test.each<[string, Access, string, boolean, boolean]>([
    ["the token may manage accounts", "full", "x", true, true],
    ["a main key may manage accounts", accessOf({ type: "main", allow: [] }), "x", true, true],
    ["a standard key may send", accessOf({ type: "standard", allow: [] }), send, false, true],
    ["a standard key may not manage accounts", "standard", "x", true, false],
    ["a restricted key may do what it is allowed", restricted, send, false, true],
    ["a restricted key may do nothing else", restricted, "/twilio/messaging/messages/read", false, false],
    ["a restricted key may not manage accounts, whatever it is allowed", restricted, send, true, false],
  ])("%s", (_rule, access, permission, ownersOnly, may) => {
    const ask = () => assertMay(access, permission, ownersOnly);
    if (may) expect(ask).not.toThrow();
    else expect(ask).toThrow(expect.objectContaining({ code: 20003, httpStatus: 403 }));
  });
});
