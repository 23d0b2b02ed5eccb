import { expect, test } from "vitest";
import { canBecome, MESSAGE_STATUSES, type MessageStatus } from "@/lib/domain/message-status";
import { type Applied, applyReceipt, type ReceiptStatus } from "@/lib/domain/receipt";

test.each<[string, MessageStatus, ReceiptStatus, Applied]>([
  ["a receipt delivers a sent message", "sent", "delivered", { to: "delivered", via: [] }],
  [
    "one that overtakes the submit's answer proves the submit",
    "sending",
    "delivered",
    { to: "delivered", via: ["sent"] },
  ],
  ["a negative one too", "sending", "undelivered", { to: "undelivered", via: ["sent"], errorCode: 30008 }],
  ["a read receipt follows a delivery", "delivered", "read", { to: "read", via: [] }],
  ["a read receipt proves the delivery", "sent", "read", { to: "read", via: ["delivered"] }],
  ["an acceptance overtaking the answer is the answer", "sending", "accepted", { to: "sent", via: [] }],
  ["an acceptance afterwards is no news", "sent", "accepted", { ignored: "no news" }],
  ["a late acceptance is no news", "delivered", "accepted", { ignored: "no news" }],
  ["the same again is a repetition", "delivered", "delivered", { ignored: "repeated" }],
  ["so is a delivery after the reading", "read", "delivered", { ignored: "repeated" }],
  ["a late failure does not undo a delivery", "delivered", "undelivered", { ignored: "late" }],
  ["a late delivery does not undo a failure", "undelivered", "delivered", { ignored: "late" }],
  ["a canceled message stays canceled", "canceled", "delivered", { ignored: "late" }],
  ["a message that was never submitted has no receipts", "queued", "delivered", { ignored: "early" }],
])("%s", (_rule, status, receipt, expected) => {
  expect(applyReceipt(status, { status: receipt })).toEqual(expected);
});

test("the carrier's reason is kept", () => {
  expect(applyReceipt("sent", { status: "undelivered", errorCode: 30003 })).toMatchObject({ errorCode: 30003 });
});

test("every step a receipt takes is lawful", () => {
  for (const status of MESSAGE_STATUSES) {
    for (const receipt of ["accepted", "delivered", "undelivered", "read"] as const) {
      const applied = applyReceipt(status, { status: receipt });
      if ("ignored" in applied) continue;
      const steps = [status, ...applied.via, applied.to];
      for (const [index, to] of steps.slice(1).entries()) expect(canBecome(steps[index]!, to)).toBe(true);
    }
  }
});
