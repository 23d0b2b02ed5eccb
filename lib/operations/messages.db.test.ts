import { beforeEach, expect, test } from "vitest";
import type { MessageStatus } from "@/lib/domain/message-status";
import type { Ctx } from "@/lib/operations/ctx";
import { cancelMessage, deleteMessage, fetchMessage, redactMessage } from "@/lib/operations/messages";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { idAt, storeMessage } from "@/lib/testing/stored-message";

const { open } = await testDatabase();
const db = open();

let ctx: Ctx;
beforeEach(async () => {
  ({ ctx } = await createAccount(testWorld(db)));
});

const stored = async (status: MessageStatus) => (await storeMessage(db, ctx.accountId, { status })).id;
const refusal = (code: number) => expect.objectContaining({ name: "Refusal", code });

test.each([
  ["fetched", fetchMessage],
  ["redacted", redactMessage],
  ["canceled", cancelMessage],
  ["deleted", deleteMessage],
] as const)("what is unknown cannot be %s (20404)", async (_what, operation) => {
  await expect(operation(ctx, idAt(new Date()))).rejects.toEqual(refusal(20404));
});

test.each(["accepted", "scheduled", "queued", "sending", "sent"] as const)(
  "a message that is %s is neither redacted nor deleted (20009)",
  async (status) => {
    const id = await stored(status);
    await expect(redactMessage(ctx, id)).rejects.toEqual(refusal(20009));
    await expect(deleteMessage(ctx, id)).rejects.toEqual(refusal(20009));
  },
);

test.each(["accepted", "queued", "sent", "delivered", "canceled"] as const)(
  "a message that is %s cannot be canceled (30409)",
  async (status) => {
    await expect(cancelMessage(ctx, await stored(status))).rejects.toEqual(refusal(30409));
  },
);

test("redacting twice is redacting once", async () => {
  const id = await stored("delivered");
  const once = await redactMessage(ctx, id);
  expect(once.body).toBe("");
  expect(await redactMessage(ctx, id)).toEqual(once);
});

test("of two cancels at once one wins, and the other is told so", async () => {
  const id = await stored("scheduled");
  const outcomes = await Promise.allSettled([cancelMessage(ctx, id), cancelMessage(ctx, id)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a deleted message is unknown", async () => {
  const id = await stored("failed");
  await deleteMessage(ctx, id);
  await expect(fetchMessage(ctx, id)).rejects.toEqual(refusal(20404));
});
