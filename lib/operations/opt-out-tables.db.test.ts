import { beforeEach, expect, test } from "vitest";
import type { OwnedNumber } from "@/lib/domain/owned-number";
import { toSid } from "@/lib/domain/sid";
import { exportOptOuts, IMPORT_ROWS_MAX, importOptOuts } from "@/lib/operations/opt-out-tables";
import { addOptOut, endOptOut, listOptOuts, lookUpOptOuts } from "@/lib/operations/opt-outs";
import type { Service } from "@/lib/operations/services";
import { testDatabase } from "@/lib/testing/database";
import { createAccount, createNumber, createServiceWith, type TestAccount, testWorld } from "@/lib/testing/factories";

const world = testWorld((await testDatabase()).open());
let account: TestAccount;
let number: OwnedNumber;
let service: Service;
beforeEach(async () => {
  account = await createAccount(world);
  number = await createNumber(account.ctx);
  service = await createServiceWith(account.ctx, []);
});

const ofService = () => ({ serviceId: service.id, sender: null });
async function* pieces(text: string, size = 1_000) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
const take = (text: string, scope: Parameters<typeof importOptOuts>[2] = ofService()) =>
  importOptOuts(account.ctx, pieces(text, 7), scope);
const all = async () => (await listOptOuts(account.ctx, {}, { limit: 1_000 })).rows;
async function exported() {
  let text = "";
  for await (const chunk of exportOptOuts(account.ctx)) text += chunk;
  return text;
}

test("a list of numbers alone is added to the scope that was chosen, once", async () => {
  const list = "recipient\n+15553330001\n(555) 333-0002\n+15553330001\n";
  expect(await take(list)).toEqual({ rows: 3, added: 2, refused: 0, problems: [] });
  expect(await take(list)).toMatchObject({ rows: 3, added: 0 });
  expect(await all()).toMatchObject([
    { recipient: "+15553330002", serviceId: service.id, source: "import", actor: account.sid },
    { recipient: "+15553330001", serviceId: service.id, sender: null },
  ]);
});

test("columns are found by their names, and a row may say whom it silences, since when, and why", async () => {
  const sid = toSid("MG", service.id);
  const table = [
    "Reason,Sender,Recipient,Messaging_Service_Sid,Started_At,Colour",
    `"Complained, twice",,+15553330001,${sid},2020-05-03T12:00:00Z,red`,
    `,${number.phoneNumber},+15553330002,,,`,
  ].join("\r\n");
  expect(await take(table, null)).toMatchObject({ rows: 2, added: 2, refused: 0 });
  const rows = (await all()).toSorted((one, other) => one.recipient.localeCompare(other.recipient));
  expect(rows).toMatchObject([
    { serviceId: service.id, reason: "Complained, twice", startedAt: new Date("2020-05-03T12:00:00Z") },
    { sender: number.phoneNumber, reason: null },
  ]);
});

test("what cannot be used is told by line and passed over", async () => {
  const stranger = await createServiceWith((await createAccount(world)).ctx, []);
  const table = [
    "recipient,messaging_service_sid,sender,started_at",
    "owl,,,",
    `+15553330001,${toSid("MG", stranger.id)},,`,
    "+15553330002,,,",
    `+15553330003,${toSid("MG", service.id)},${number.phoneNumber},`,
    `+15553330004,${toSid("MG", service.id)},,2999-01-01`,
    `+15553330005,${toSid("MG", service.id)},,`,
  ].join("\n");
  expect(await take(table, null)).toEqual({
    rows: 6,
    added: 1,
    refused: 5,
    problems: [
      { line: 2, why: "“owl” is no phone number." },
      { line: 3, why: `${toSid("MG", stranger.id)} is no service of this account.` },
      { line: 4, why: "It names neither a service nor a sender." },
      { line: 5, why: "It names both a service and a sender." },
      { line: 6, why: "“2999-01-01” is no time that has been." },
    ],
  });
});

test.each([
  ["without the column", "number\n+15553330001\n", 20001],
  ["without a line", "", 20001],
  ["with a quote that never ends", `recipient\n"${"x".repeat(5_000)}`, 20001],
  ["with more rows than an import may have", `recipient\n${"owl\n".repeat(IMPORT_ROWS_MAX + 1)}`, 20413],
])("a table %s is refused as a whole", async (_rule, table, code) => {
  await expect(importOptOuts(account.ctx, pieces(table, 64_000), null)).rejects.toMatchObject({ code });
});

test("an exported ledger can be imported as it is: what is open comes back, what ended does not", async () => {
  const add = (recipient: string, reason: string) =>
    addOptOut(account.ctx, { recipient, serviceId: service.id, sender: null, reason }, "console");
  const ended = await add("+15553330001", "By phone");
  await endOptOut(account.ctx, ended.id, "Came back", "console");
  await add("+15553330002", "=SUM(A1)");
  const table = await exported();
  expect(table.split("\r\n")[0]).toContain("recipient,messaging_service_sid,sender,started_at,reason");
  expect(table).toContain("'=SUM(A1)");

  const [open] = (await lookUpOptOuts(account.ctx, "+15553330002"))?.rows ?? [];
  await endOptOut(account.ctx, open!.id, "Moved", "console");
  expect(await take(table, null)).toMatchObject({ rows: 2, added: 1, refused: 0 });
  expect((await lookUpOptOuts(account.ctx, "5553330002"))?.rows).toMatchObject([
    { endedAt: null, source: "import" },
    { endReason: "Moved" },
  ]);
});

test("thousands of rows go through in batches, and come out in pages, each once", async () => {
  const recipients = Array.from({ length: 2_345 }, (_, n) => `+1555333${String(n).padStart(4, "0")}`);
  expect(await take(["recipient", ...recipients].join("\n"))).toMatchObject({ rows: 2_345, added: 2_345 });
  const lines = (await exported()).trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0]).toSorted()).toEqual(recipients);
});

test("what is no number is not looked up", async () => {
  expect(await lookUpOptOuts(account.ctx, "owl")).toBeUndefined();
});
