import { expect, test } from "vitest";
import { addPart, joinedBody } from "@/lib/domain/inbound-part";

const part = (number: number, body = `part ${number} `) => ({ number, body });
const waiting = (...numbers: number[]) => ({ parts: numbers.map((number) => part(number)), isJoined: false });
const joined = (...numbers: number[]) => ({ ...waiting(...numbers), isJoined: true });

test.each([
  ["the first part waits for the others", waiting(), part(1), "wait"],
  ["parts may come in any order", waiting(3), part(1), "wait"],
  ["with the last the text is whole", waiting(3, 1), part(2), "join"],
  ["what came before changes nothing", waiting(1), part(1), "repeat"],
  ["nor does it after the text was received", joined(1, 2, 3), part(2), "repeat"],
  ["another text under the same reference is another message", waiting(1, 2), part(2, "Owl"), "restart"],
  ["also after the text was received", joined(1, 2, 3), part(1, "Owl"), "restart"],
])("%s", (_rule, gathered, next, expected) => {
  expect(addPart(gathered, next, 3)).toBe(expected);
});

test("the text is that of its parts in their order", () => {
  expect(joinedBody([part(3), part(1), part(2)])).toBe("part 1 part 2 part 3 ");
  expect(joinedBody([part(3), part(1)])).toBe("part 1 part 3 ");
});
