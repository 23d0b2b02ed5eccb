import { expect, test } from "vitest";
import { nextSlot, queueCapacity, queuedSegments, secondsToSend, segmentsPerSecond } from "@/lib/domain/pacing";

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
