import { expect, test } from "vitest";
import { nextRequest } from "./request-pace";

/** How many of `asked` requests at each of these times are let through. */
function letThrough(perSecond: number, times: readonly number[], asked: number): number[] {
  let dueAt = 0;
  return times.map((now) => {
    let passed = 0;
    for (let request = 0; request < asked; request++) {
      const next = nextRequest(dueAt, now, perSecond);
      if ("waitMs" in next) continue;
      dueAt = next.dueAt;
      passed += 1;
    }
    return passed;
  });
}

test.each([
  ["a second's worth may come at once, then it is one by one", 10, [10_000, 10_100, 10_200], [10, 1, 1]],
  ["who was quiet for long has saved up no more than a second's worth", 10, [10_000, 99_000], [10, 10]],
  ["one a second is one a second", 1, [10_000, 10_999, 11_000, 13_000], [1, 0, 1, 1]],
  ["a clock that steps back lets nothing more through", 10, [10_000, 9_000], [10, 0]],
] as const)("%s", (_rule, perSecond, times, expected) => {
  expect(letThrough(perSecond, times, 50)).toEqual(expected);
});

test("whoever is turned away is told when it is their turn", () => {
  const first = nextRequest(0, 10_000, 1);
  expect(nextRequest("dueAt" in first ? first.dueAt : 0, 10_250, 1)).toEqual({ waitMs: 750 });
});
