import { expect, test } from "vitest";
import { toSid } from "@/lib/domain/sid";
import { rotateAuthToken } from "@/lib/operations/accounts";
import { createApiKey, deleteApiKey } from "@/lib/operations/api-keys";
import { serveApi } from "@/lib/testing/api-server";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, testWorld } from "@/lib/testing/factories";
import { sdkClient } from "@/lib/testing/sdk-client";

const database = await testDatabase();
const db = database.open();
const world = testWorld(db);
const baseUrl = await serveApi(world);

test("the account shows itself and takes another name", async () => {
  const account = await createAccount(world);
  const client = sdkClient(baseUrl, account);
  expect(await client.api.v2010.accounts(account.sid).fetch()).toMatchObject({
    sid: account.sid,
    ownerAccountSid: account.sid,
    authToken: account.authToken,
    friendlyName: "Owl",
    status: "active",
    type: "Full",
    uri: `/2010-04-01/Accounts/${account.sid}.json`,
  });
  expect(await client.api.v2010.accounts(account.sid).update({ friendlyName: "Night owl" })).toMatchObject({
    friendlyName: "Night owl",
  });
});

test("an API key acts for its account until it is revoked, and never sees the token", async () => {
  const account = await createAccount(world);
  const { key, secret } = await createApiKey(account.ctx, { friendlyName: "Deploy" });
  const client = sdkClient(baseUrl, account, { sid: toSid("SK", key.id), secret });
  expect(await client.messages.list()).toEqual([]);
  await expect(client.api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({ status: 403, code: 20006 });
  await deleteApiKey(account.ctx, key.id);
  await expect(client.messages.create({ to: "+15553332222" })).rejects.toMatchObject({ status: 401, code: 20003 });
});

test("a rotated token stops, and the new one works", async () => {
  const account = await createAccount(world);
  const { authToken } = await rotateAuthToken(account.ctx);
  await expect(sdkClient(baseUrl, account).api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({
    status: 401,
  });
  const { sid } = await sdkClient(baseUrl, { ...account, authToken })
    .api.v2010.accounts(account.sid)
    .fetch();
  expect(sid).toBe(account.sid);
});

test("an account that is suspended is turned away", async () => {
  const account = await createAccount(world);
  await db.prisma.account.update({ where: { id: account.ctx.accountId }, data: { status: "suspended" } });
  await expect(sdkClient(baseUrl, account).api.v2010.accounts(account.sid).fetch()).rejects.toMatchObject({
    status: 401,
    code: 20005,
  });
});
