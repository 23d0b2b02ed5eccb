import { expect, test } from "vitest";
import type { Carrier } from "@/lib/carriers/carrier";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { testDatabase } from "@/lib/testing/database";
import { requestFor, storeSendingAccount, testPipeline } from "@/lib/testing/pipeline";
import { storeNumber } from "@/lib/testing/sending";

const { open, url } = await testDatabase();
const db = open({ hot: true, connectionsMax: 8 });

/** A carrier that keeps each message until it is let go. */
function slowCarrier() {
  const submitted: string[] = [];
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const carrier: Carrier = {
    id: SIMULATED_CARRIER_ID,
    isUp: () => true,
    async submit({ id, accountId }) {
      submitted.push(accountId);
      if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
      return { outcome: "accepted", refs: [id], receiptExpected: false };
    },
    resume: async () => [],
    close: () => {},
  };
  return {
    carrier,
    submitted,
    letGo(count: number) {
      for (const resolve of waiting.splice(0, count)) resolve();
    },
    open() {
      isOpen = true;
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

/** Few of the five hundred that wait. */
const PLACES = 20;

test("while an account's thousands wait for the carrier, another account's message takes one of the next places", async () => {
  const slow = slowCarrier();
  const pipeline = await testPipeline(db, url, { carrierOf: () => slow.carrier });
  const customer = async () => {
    const accountId = await storeSendingAccount(db, "0123456789abcdef0123456789abcdef");
    const { phoneNumber: from } = await storeNumber(db, accountId);
    return {
      accountId,
      send: async () => pipeline.accept(await requestFor(pipeline.settings, accountId, { from })),
    };
  };
  const [flood, other] = [await customer(), await customer()];
  await Promise.all(Array.from({ length: 1_500 }, flood.send));
  await expect.poll(() => slow.submitted.length, { timeout: 10_000 }).toBe(1_000);

  await other.send();
  slow.letGo(PLACES);
  await expect.poll(() => slow.submitted, { timeout: 10_000 }).toContain(other.accountId);
  expect(slow.submitted.length).toBeLessThanOrEqual(1_000 + PLACES);

  slow.open();
  await expect.poll(() => slow.submitted.length, { timeout: 20_000 }).toBe(1_501);
  await pipeline.stop();
});
