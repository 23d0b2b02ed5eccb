import { expect, test } from "vitest";
import { notPickable } from "@/lib/domain/pickable-number";

const TEXT = { sms: true, mms: false, voice: true };
const OTHER = { id: "other", friendlyName: "One-time codes" };

test.each([
  ["a free number that can text may join", { service: null, capabilities: TEXT }, undefined],
  [
    "one that can only send media may too",
    { service: null, capabilities: { sms: false, mms: true, voice: false } },
    undefined,
  ],
  [
    "a number belongs to one service",
    { service: OTHER, capabilities: TEXT },
    { reason: "in another pool", code: 21712, service: "One-time codes" },
  ],
  ["a member is no candidate", { service: { ...OTHER, id: "mine" }, capabilities: TEXT }, { reason: "in this pool" }],
  [
    "voice alone cannot text",
    { service: null, capabilities: { sms: false, mms: false, voice: true } },
    { reason: "cannot text", code: 21715 },
  ],
])("%s", (_rule, number, expected) => {
  expect(notPickable(number, "mine")).toEqual(expected);
});
