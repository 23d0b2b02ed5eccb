import { expect, test } from "vitest";
import {
  canBecome,
  emitsCallback,
  isFinal,
  labelOf,
  MESSAGE_STATUSES,
  type MessageStatus,
  STATUS_GROUPS,
  TERMINAL,
  toneOf,
} from "@/lib/domain/message-status";

test.each<[string, MessageStatus, MessageStatus, boolean]>([
  ["a service's message is queued once its sender is known", "accepted", "queued", true],
  ["a scheduled message can be canceled", "scheduled", "canceled", true],
  ["a queued message cannot", "queued", "canceled", false],
  ["a throttled submit goes back to the queue", "sending", "queued", true],
  ["a receipt ends a sent message", "sent", "delivered", true],
  ["a late negative receipt does not undo a delivery", "delivered", "undelivered", false],
  ["a read receipt follows a delivery", "delivered", "read", true],
  ["a sent message cannot fail any more", "sent", "failed", false],
  ["nothing becomes itself", "delivered", "delivered", false],
])("%s", (_rule, from, to, lawful) => {
  expect(canBecome(from, to)).toBe(lawful);
});

test("nothing leaves a terminal status, save a read receipt", () => {
  for (const from of TERMINAL) {
    const successors = MESSAGE_STATUSES.filter((to) => canBecome(from, to));
    expect(successors).toEqual(from === "delivered" ? ["read"] : []);
    expect(isFinal(from)).toBe(true);
  }
});

test("every status that is not terminal can still move", () => {
  for (const from of MESSAGE_STATUSES.filter((status) => !isFinal(status))) {
    expect(MESSAGE_STATUSES.some((to) => canBecome(from, to))).toBe(true);
  }
});

test.each<[string, MessageStatus, boolean, boolean]>([
  ["the status of creation is not told", "queued", true, false],
  ["queued after accepted is told", "queued", false, true],
  ["sending is in the timeline only", "sending", false, false],
  ["sent is told", "sent", false, true],
  ["a canceled schedule is told", "canceled", false, true],
  ["inbound messages have no status callback", "received", false, false],
])("%s", (_rule, status, initial, told) => {
  expect(emitsCallback(status, { initial })).toBe(told);
});

test("every status has a word and a tone", () => {
  for (const status of MESSAGE_STATUSES) {
    expect(labelOf(status)).not.toBe("");
    expect(["good", "moving", "quiet", "warn", "bad"]).toContain(toneOf(status));
  }
});

test("each outbound status that is not canceled counts in exactly one group", () => {
  const grouped = Object.values(STATUS_GROUPS).flat() as MessageStatus[];
  const outbound = MESSAGE_STATUSES.filter((status) => !["canceled", "receiving", "received"].includes(status));
  expect(grouped.toSorted()).toEqual(outbound.toSorted());
});
