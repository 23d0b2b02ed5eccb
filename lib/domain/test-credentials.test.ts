import { expect, test } from "vitest";
import { refusalOfAreaCode, refusalOfBuying, refusalOfSending, testIdOf } from "./test-credentials";

const ID = "0190a000-0000-7000-8000-00000000000a";

test("the test SID of a test SID is the account's own, and never the same", () => {
  expect(testIdOf(testIdOf(ID))).toBe(ID);
  expect(testIdOf(ID)).not.toBe(ID);
  expect(testIdOf("0190a000-0000-7000-8000-0000ffffffff")).toMatch(/^0190a000-0000-7000-8000-0000[0-9a-f]{8}$/);
});

test.each([
  ["an invalid sender", "+15005550001", "+14155550100", 21212],
  ["a sender that is not owned", "+15005550007", "+14155550100", 21606],
  ["a sender whose queue is full", "+15005550008", "+14155550100", 21611],
  ["any other sender", "+14155550134", "+14155550100", 21606],
  ["the sender that works", "+15005550006", "+14155550100", undefined],
  ["an invalid recipient", "+15005550006", "+15005550001", 21211],
  ["a recipient nobody routes to", "+15005550006", "+15005550002", 21612],
  ["a recipient abroad", "+15005550006", "+15005550003", 21408],
  ["a recipient who opted out", "+15005550006", "+15005550004", 21610],
  ["a recipient who cannot receive", "+15005550006", "+15005550009", 21614],
])("%s", (_rule, from, to, code) => {
  expect(refusalOfSending(from, to)).toBe(code);
});

test.each([
  ["the number that is free", refusalOfBuying("+15005550006"), undefined],
  ["one that is taken", refusalOfBuying("+15005550000"), 21422],
  ["one that is none", refusalOfBuying("+15005550001"), 21421],
  ["any other", refusalOfBuying("+14155550134"), 21421],
  ["the area code with numbers", refusalOfAreaCode("500"), undefined],
  ["one without", refusalOfAreaCode("533"), 21452],
])("buying %s", (_rule, code, expected) => {
  expect(code).toBe(expected);
});
