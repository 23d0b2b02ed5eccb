import { expect, test } from "vitest";
import {
  mmsQueueOf,
  nextSlot,
  type PacedSender,
  paceOf,
  queueCapacity,
  queuedSegments,
  queuesOf,
  rateTogether,
  secondsToSend,
  segmentsPerSecond,
} from "@/lib/domain/pacing";

test.each([
  ["an idle sender sends at once", 0, 5_000, 10, 1, { sendAt: 5_000, freeAt: 5_100 }],
  ["a busy one when its slot opens", 7_000, 5_000, 10, 1, { sendAt: 7_000, freeAt: 7_100 }],
  ["a message takes a slot per segment", 7_000, 5_000, 1, 3, { sendAt: 7_000, freeAt: 10_000 }],
  ["a slow rate is a long slot", 0, 0, 0.5, 1, { sendAt: 0, freeAt: 2_000 }],
])("%s", (_rule, freeAt, now, mps, segments, expected) => {
  expect(nextSlot(freeAt, now, mps, segments)).toEqual(expected);
});

test("a second of messages spreads over that second, in order", () => {
  let freeAt = 0;
  const times = Array.from({ length: 10 }, () => {
    const slot = nextSlot(freeAt, 1_000, 10, 1);
    freeAt = slot.freeAt;
    return slot.sendAt;
  });
  expect(times).toEqual([1_000, 1_100, 1_200, 1_300, 1_400, 1_500, 1_600, 1_700, 1_800, 1_900]);
});

test.each([
  ["a long code to Canada", "local", "CA", "CA", 1, 36_000],
  ["a US long code to the US without a campaign", "local", "US", "US", 1, 36_000],
  ["a toll-free number to the US", "toll-free", "US", "US", 3, 108_000],
  ["a toll-free number to Canada", "toll-free", "US", "CA", 3, 108_000],
  ["a US long code to Germany", "local", "US", "DE", 10, 360_000],
  ["a toll-free number abroad", "toll-free", "US", "GB", 10, 360_000],
  ["a British mobile to Britain", "mobile", "GB", "GB", 10, 360_000],
  ["a short code", "short-code", "US", "US", 100, 3_600_000],
  ["a name", "alphanumeric", null, "DE", 10, 360_000],
  ["an RCS agent", "rcs", null, "US", 100, 3_600_000],
  ["WhatsApp", "whatsapp", "US", "CA", 80, 2_880_000],
  ["a recipient of no country", "local", "US", null, 10, 360_000],
] as const)("%s", (_rule, type, from, to, mps, capacity) => {
  expect(segmentsPerSecond(type, from, to)).toBe(mps);
  expect(queueCapacity(mps)).toBe(capacity);
});

test.each([
  ["nothing waits for an idle sender", 1_000, 5_000, 0],
  ["a slot ahead is a segment", 5_100, 5_000, 1],
  ["part of a slot counts", 5_001, 5_000, 1],
  ["ten hours ahead is a full queue", 36_000_000, 0, 360_000],
])("%s", (_rule, freeAt, now, segments) => {
  expect(queuedSegments(freeAt, now, 10)).toBe(segments);
});

test("100,000 segments at 3 a second take 9 h 16 min", () => {
  expect(Math.ceil((secondsToSend(100_000, 3) ?? 0) / 60)).toBe(9 * 60 + 16);
  expect(secondsToSend(100_000, 0)).toBeUndefined();
});

const AMERICA = { country: "US", isMms: false };
const MMS = { country: "US", isMms: true };
const longCode: PacedSender = {
  id: "pn",
  type: "local",
  country: "US",
  carrierKind: "smpp",
  segmentsPerSecond: null,
  shared: { mmsQueue: "ac/mms", campaign: null, accountMps: null },
};
const inCampaign: PacedSender = {
  ...longCode,
  shared: { mmsQueue: "ac/mms", campaign: { queue: "mg", segmentsPerSecond: 40 }, accountMps: null },
};
const ofType = (type: PacedSender["type"]): PacedSender => ({
  ...longCode,
  type,
  shared: { ...longCode.shared!, mmsQueue: mmsQueueOf({ id: "pn", type }, "ac") },
});
const limited: PacedSender = { ...longCode, shared: { mmsQueue: "ac/mms", campaign: null, accountMps: 5 } };

test.each([
  ["a long code waits in its own queue", longCode, AMERICA, { queue: "pn", mps: 1 }],
  ["its own rate comes before its kind's", { ...longCode, segmentsPerSecond: 3 }, AMERICA, { queue: "pn", mps: 3 }],
  ["a long code of a campaign waits in the campaign's", inCampaign, AMERICA, { queue: "mg", mps: 40 }],
  ["abroad a campaign means nothing", inCampaign, { country: "DE", isMms: false }, { queue: "pn", mps: 10 }],
  ["in Canada neither", inCampaign, { country: "CA", isMms: false }, { queue: "pn", mps: 1 }],
  ["a campaign with rates by number", { ...inCampaign, segmentsPerSecond: 2 }, AMERICA, { queue: "pn", mps: 2 }],
  ["a toll-free number is in no campaign", { ...inCampaign, type: "toll-free" }, AMERICA, { queue: "pn", mps: 3 }],
  ["MMS of long codes wait together", longCode, MMS, { queue: "ac/mms", mps: 50 }],
  ["campaigns are about texts", inCampaign, MMS, { queue: "ac/mms", mps: 50 }],
  ["a rate of its own too", { ...longCode, segmentsPerSecond: 3 }, MMS, { queue: "ac/mms", mps: 50 }],
  ["MMS of toll-free numbers wait together", ofType("toll-free"), MMS, { queue: "ac/toll-free-mms", mps: 25 }],
  ["a short code has its own MMS", ofType("short-code"), MMS, { queue: "pn/mms", mps: 40 }],
  ["media on WhatsApp wait among its texts", ofType("whatsapp"), MMS, { queue: "pn", mps: 80 }],
  [
    "without anything in common, MMS wait among texts",
    { ...longCode, shared: undefined },
    MMS,
    { queue: "pn", mps: 1 },
  ],
  ["an account's rate holds besides", limited, AMERICA, { queue: "pn", mps: 1, accountMps: 5 }],
  ["not for MMS", limited, MMS, { queue: "ac/mms", mps: 50 }],
  [
    "but for media on a channel",
    { ...limited, ...ofType("rcs"), shared: { ...limited.shared!, mmsQueue: null } },
    MMS,
    { queue: "pn", mps: 100, accountMps: 5 },
  ],
] as const)("%s", (_rule, sender, way, expected) => {
  expect(paceOf(sender as PacedSender, way)).toEqual({ accountMps: null, ...expected });
});

test.each([
  ["a long code", longCode, AMERICA, 10],
  ["MMS", longCode, MMS, 10],
  ["a campaign's rate was set, and stays", inCampaign, AMERICA, 40],
  ["and so does a number's", { ...longCode, segmentsPerSecond: 3 }, AMERICA, 3],
])("on the simulator its rate is that of every queue: %s", (_rule, sender, way, mps) => {
  expect(paceOf({ ...sender, carrierKind: "simulated" }, way, 10).mps).toBe(mps);
});

test.each([
  ["numbers on their own add up", [longCode, { ...longCode, id: "other" }], 2],
  ["a campaign's rate counts once", [inCampaign, { ...inCampaign, id: "other" }], 40],
  ["beside what has a rate of its own", [inCampaign, { ...inCampaign, id: "other", segmentsPerSecond: 3 }], 43],
  ["never more than the account", [limited, ...[1, 2, 3, 4, 5, 6].map((id) => ({ ...limited, id: `${id}` }))], 5],
  ["nobody sends nothing", [], 0],
])("together: %s", (_rule, senders, mps) => {
  expect(rateTogether(senders, "US")).toBe(mps);
});

test("every queue of a pool is named once", () => {
  const pool = [inCampaign, { ...inCampaign, id: "other" }].map((sender) => ({ ...sender, accountId: "ac" }));
  expect(queuesOf(pool)).toEqual(["pn", "ac/mms", "mg", "ac", "other"]);
});
