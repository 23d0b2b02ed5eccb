import { toSid } from "@/lib/domain/sid";
import { createNumber, createServiceWith } from "@/lib/testing/factories";
import { expect, test } from "../fixtures";

/** A phone of the simulated carrier. */
const PHONE = "+15553332222";

test("STOP, 21610, START, delivered: alone at once, through a service as a failed message", async ({
  account,
  api,
}) => {
  const { ctx, apiUrl, sid, authToken } = account;
  const [alone, pooled] = [await createNumber(ctx), await createNumber(ctx)];
  const service = await createServiceWith(ctx, [pooled]);
  const text = async (to: string, body: string) => {
    const answer = await fetch(`${apiUrl}/senderpool/v1/Simulator/Inbound`, {
      method: "POST",
      headers: { Authorization: `Basic ${btoa(`${sid}:${authToken}`)}` },
      body: new URLSearchParams({ From: PHONE, To: to, Body: body }),
    });
    expect(answer.status).toBe(201);
  };
  const send = (by: { from: string } | { messagingServiceSid: string }) =>
    api.messages.create({ to: PHONE, body: "Your table is ready", ...by });
  const ends = async ({ sid: messageSid }: { sid: string }, status: string) => {
    await expect.poll(async () => (await api.messages(messageSid).fetch()).status).toBe(status);
    return api.messages(messageSid).fetch();
  };

  await ends(await send({ from: alone.phoneNumber }), "delivered");
  await text(alone.phoneNumber, "STOP");
  await expect(send({ from: alone.phoneNumber })).rejects.toMatchObject({ status: 400, code: 21610 });
  const through = { messagingServiceSid: toSid("MG", service.id) };
  await ends(await send(through), "delivered");

  await text(pooled.phoneNumber, "STOP");
  const accepted = await send(through);
  expect(accepted.status).toBe("accepted");
  expect((await ends(accepted, "failed")).errorCode).toBe(21610);

  for (const number of [alone, pooled]) await text(number.phoneNumber, "START");
  await ends(await send({ from: alone.phoneNumber }), "delivered");
  await ends(await send(through), "delivered");
  const replies = (await api.messages.list({ to: PHONE })).filter(({ direction }) => direction === "outbound-reply");
  expect(replies.map(({ price }) => price)).toEqual(["0.00000", "0.00000", "0.00000", "0.00000"]);
});
