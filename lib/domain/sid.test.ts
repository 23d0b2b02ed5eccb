import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createIdSource, fromSid, lowestIdAt, timeOfId, toSid, uuidv7 } from "@/lib/domain/sid";

const ID = "0190f5fe-7d1c-7abc-8def-0123456789ab";
const HEX = "0190f5fe7d1c7abc8def0123456789ab";

test("a SID is the prefix and the id's hex digits, and back", () => {
  expect(toSid("SM", ID)).toBe(`SM${HEX}`);
  expect(fromSid("SM", `SM${HEX}`)).toBe(ID);
});

test.each([
  ["any of several kinds is accepted", ["SM", "MM"] as const, `MM${HEX}`, ID],
  ["upper-case hex is the same id", "SM" as const, `SM${HEX.toUpperCase()}`, ID],
  ["another kind is not found", "SM" as const, `MG${HEX}`, undefined],
  ["a lower-case prefix is not found", "SM" as const, `sm${HEX}`, undefined],
  ["31 digits are malformed", "SM" as const, `SM${HEX.slice(1)}`, undefined],
  ["33 digits are malformed", "SM" as const, `SM${HEX}0`, undefined],
  ["a letter beyond f is malformed", "SM" as const, `SM${HEX.slice(1)}g`, undefined],
  ["a trailing line break is malformed", "SM" as const, `SM${HEX}\n`, undefined],
  ["the empty text is malformed", "SM" as const, "", undefined],
])("%s", (_rule, prefix, sid, expected) => {
  expect(fromSid(prefix, sid)).toBe(expected);
});

describe("ids", () => {
  test("carry version 7, the variant and their time", () => {
    const id = uuidv7(1_692_853_305_123, randomBytes);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOfId(id)).toBe(1_692_853_305_123);
  });

  test("grow strictly within one millisecond, past the counter's end", () => {
    const next = createIdSource({ now: () => 1_000, randomBytes });
    const ids = Array.from({ length: 20_000 }, next);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(timeOfId(ids.at(-1)!)).toBeLessThan(1_000 + 12);
  });

  test("grow strictly when the clock steps back", () => {
    const times = [5_000, 4_000, 3_000, 5_000, 5_001];
    const next = createIdSource({ now: () => times.shift()!, randomBytes });
    const ids = Array.from({ length: 5 }, next);
    expect(ids.toSorted()).toEqual(ids);
    expect(timeOfId(ids[4]!)).toBe(5_001);
  });

  test("the lowest id of a millisecond is not above any id made in it", () => {
    const id = uuidv7(7_777, (bytes) => new Uint8Array(bytes));
    expect(lowestIdAt(7_777) <= id).toBe(true);
    expect(lowestIdAt(7_778) > id).toBe(true);
  });
});
