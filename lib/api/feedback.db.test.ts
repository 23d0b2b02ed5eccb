import { expect, test } from "vitest";
import { fromSid } from "@/lib/domain/sid";
import { readConversions } from "@/lib/operations/feedback";
import { readMessage } from "@/lib/operations/message-view";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const db = (await testDatabase()).open();
const world = testWorld(db);
const baseUrl = await serveApi(world);
const account = await createAccount(world);
const api = sdkClient(baseUrl, account);
const { phoneNumber: from } = await createNumber(account.ctx);
const send = (given: object = {}) =>
  api.messages.create({ to: "+15553332222", from, body: "123456 is your code", provideFeedback: true, ...given });

test("a message that was sent with ProvideFeedback is confirmed, unless something else is said later", async () => {
  const { sid } = await send();
  const view = async () => (await readMessage(account.ctx, { id: fromSid("SM", sid)! })).feedback;
  expect(await view()).toMatchObject({ outcome: null, toldAt: null });
  expect(await api.messages(sid).feedback.create()).toMatchObject({
    accountSid: account.sid,
    messageSid: sid,
    outcome: "confirmed",
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${sid}/Feedback.json`,
  });
  expect(await view()).toMatchObject({ outcome: "confirmed" });
  await api.messages(sid).feedback.create({ outcome: "unconfirmed" });
  expect(await view()).toMatchObject({ outcome: "unconfirmed" });
});

test("one that was sent without has no feedback, nor has another account's", async () => {
  const plain = await send({ provideFeedback: false });
  await expect(api.messages(plain.sid).feedback.create()).rejects.toMatchObject({ status: 404, code: 20404 });
  const { sid } = await send();
  const stranger = sdkClient(baseUrl, await createAccount(world));
  await expect(stranger.messages(sid).feedback.create()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test("an outcome nobody knows is refused, and so is a ProvideFeedback that is neither true nor false", async () => {
  const { sid } = await send();
  await expect(api.messages(sid).feedback.create({ outcome: "maybe" as never })).rejects.toMatchObject({
    status: 400,
    code: 20001,
  });
  await expect(send({ provideFeedback: "perhaps" as never })).rejects.toMatchObject({ status: 400, code: 20001 });
});

test("conversion counts, by country, the messages that asked, those that arrived and those that were confirmed", async () => {
  const owner = await createAccount(world);
  const own = sdkClient(baseUrl, owner);
  const { phoneNumber } = await createNumber(owner.ctx);
  const since = new Date(Date.now() - 1_000);
  const ask = (provideFeedback: boolean) =>
    own.messages.create({ to: "+14155550199", from: phoneNumber, body: "1", provideFeedback });
  const [first, second] = [await ask(true), await ask(true), await ask(false)];
  await db.sql.query("UPDATE message SET status = 'delivered' WHERE account_id = $1 AND id = $2", [
    owner.ctx.accountId,
    fromSid("SM", first!.sid),
  ]);
  await own.messages(first!.sid).feedback.create();
  await own.messages(second!.sid).feedback.create({ outcome: "unconfirmed" });
  const told = await readConversions(owner.ctx, since, new Date(Date.now() + 60_000));
  expect(told).toEqual([{ country: "US", attempted: 2, ok: 1, confirmed: 1, medianMs: expect.any(Number) }]);
  expect(await readConversions(owner.ctx, new Date(0), since)).toEqual([]);
});

test("the feedback of a deleted message is not counted", async () => {
  const owner = await createAccount(world);
  const own = sdkClient(baseUrl, owner);
  const { phoneNumber } = await createNumber(owner.ctx);
  const { sid } = await own.messages.create({
    to: "+14155550199",
    from: phoneNumber,
    body: "1",
    provideFeedback: true,
  });
  await db.sql.query("UPDATE message SET status = 'delivered' WHERE account_id = $1", [owner.ctx.accountId]);
  await own.messages(sid).remove();
  expect(await readConversions(owner.ctx, new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))).toEqual([]);
  expect(
    (await db.sql.query("SELECT FROM message_feedback WHERE account_id = $1", [owner.ctx.accountId])).rows,
  ).toEqual([]);
});
