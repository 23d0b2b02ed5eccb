import { expect, test } from "vitest";
import { Parking } from "@/lib/pipeline/parking";

const at = (ms: number) => new Date(ms);

test("messages leave when their time has come, in its order", () => {
  const parking = new Parking();
  const late = { messageId: "2", host: "http://owl" };
  const early = { messageId: "1", host: "http://owl" };
  parking.park(late, at(20));
  parking.park(early, at(10));
  expect(parking.nextAt).toBe(10);
  expect(parking.leave(9, 10)).toEqual([]);
  expect(parking.leave(20, 1)).toEqual([early]);
  expect([parking.has(early), parking.has(late)]).toEqual([false, true]);
  expect(parking.leave(20, 10)).toEqual([late]);
  expect([parking.size, parking.nextAt]).toEqual([0, undefined]);
});

test("one that is hurried leaves sooner, and once", () => {
  const parking = new Parking();
  const parked = { messageId: "1", host: "http://owl" };
  parking.park(parked, at(1_000));
  parking.hurry(parked, at(5));
  expect([parking.size, parking.nextAt]).toEqual([1, 5]);
  expect(parking.leave(5, 10)).toEqual([parked]);
  expect(parking.leave(1_000, 10)).toEqual([]);
  expect(parking.size).toBe(0);
});

test("one host takes a fifth of the room, and all of them no more than there is", () => {
  const parking = new Parking();
  const parkMany = (host: string) =>
    Array.from({ length: 20_001 }, (_, n) => parking.park({ messageId: `${n}`, host }, at(n))).filter(Boolean).length;
  expect(parkMany("a")).toBe(20_000);
  expect(["b", "c", "d", "e", "f"].map(parkMany)).toEqual([20_000, 20_000, 20_000, 20_000, 0]);
  parking.leave(0, 1);
  expect(parking.park({ messageId: "1", host: "f" }, at(0))).toBe(true);
});
