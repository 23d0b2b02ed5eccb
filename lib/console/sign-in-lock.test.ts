import { expect, test } from "vitest";
import { SignInLock } from "@/lib/console/sign-in-lock";

function lockAt(start = 1_800_000_000_000) {
  const clock = { ms: start };
  return { clock, lock: new SignInLock(() => clock.ms) };
}

test("the sixth try in a row waits 40 s, and is allowed after it", () => {
  const { clock, lock } = lockAt();
  for (let n = 0; n < 5; n += 1) expect(lock.take("a@example.com", "10.0.0.1")).toBe(0);
  expect(lock.take("a@example.com", "10.0.0.1")).toBe(40_000);
  clock.ms += 40_000;
  expect(lock.take("a@example.com", "10.0.0.1")).toBe(0);
  expect(lock.take("a@example.com", "10.0.0.1")).toBe(80_000);
});

test("somebody else's guessing does not lock an operator out", () => {
  const { lock } = lockAt();
  for (let n = 0; n < 6; n += 1) lock.take("a@example.com", "10.0.0.66");
  expect(lock.take("a@example.com", "10.0.0.1")).toBe(0);
  expect(lock.take("b@example.com", "10.0.0.66")).toBe(0);
});

test("right passwords never add up, however many come from one address", () => {
  const { lock } = lockAt();
  for (let n = 0; n < 200; n += 1) {
    expect(lock.take("a@example.com", "10.0.0.1")).toBe(0);
    lock.forgive("a@example.com", "10.0.0.1");
  }
});

test("an own account does not wash an address clean", () => {
  const { lock } = lockAt();
  for (let n = 0; n < 50; n += 1) {
    lock.take(`${n}@example.com`, "10.0.0.66");
    if (n === 49) break;
    expect(lock.take("mine@example.com", "10.0.0.66")).toBe(0);
    lock.forgive("mine@example.com", "10.0.0.66");
  }
  expect(lock.take("50@example.com", "10.0.0.66")).toBe(40_000);
});

test("one address that tries many e-mails is slowed down", () => {
  const { lock } = lockAt();
  for (let n = 0; n < 50; n += 1) expect(lock.take(`${n}@example.com`, "10.0.0.66")).toBe(0);
  expect(lock.take("51@example.com", "10.0.0.66")).toBe(40_000);
});
