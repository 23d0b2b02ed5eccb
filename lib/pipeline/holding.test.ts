import { expect, test } from "vitest";
import type { Message } from "@/lib/domain/message";
import { createHolding } from "@/lib/pipeline/holding";

const message = (id: string) => ({ id }) as Message;

function setUp() {
  let made = 100;
  const newId = () => {
    made += 1;
    return String(made);
  };
  return createHolding(newId);
}

test("a message is held once, by whatever ways it comes", () => {
  const holding = setUp();
  expect(holding.add(message("1"))).toBeDefined();
  expect(holding.add(message("1"), { viaDue: true })).toBeUndefined();
  holding.letGo("1");
  expect(holding.add(message("1"))).toBeDefined();
  expect(holding.size).toBe(1);
});

test("the range a successor looks through begins at the oldest message held, or one that may be stored at any moment", () => {
  const holding = setUp();
  expect(holding.oldestOpenId()).toBe("101");
  holding.add(message("050"));
  holding.add(message("040"));
  expect(holding.oldestOpenId()).toBe("040");
  const settle = holding.expect(["030"]);
  holding.letGo("040");
  expect(holding.oldestOpenId()).toBe("030");
  settle();
  expect(holding.oldestOpenId()).toBe("050");
});

test("what came from message_due is found there, and holds the range back no further", () => {
  const holding = setUp();
  holding.add(message("010"), { viaDue: true });
  expect(holding.oldestOpenId()).toBe("101");
});
