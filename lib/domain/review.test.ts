import { expect, test } from "vitest";
import { asOf, type Rejection, type Review, registrationBy, stageOf, submission } from "@/lib/domain/review";

const AT = new Date("2026-01-01T12:00:00Z");
const after = (seconds: number) => new Date(AT.getTime() + seconds * 1_000);
const NO: Rejection = { code: 30897, reason: "Disallowed Content.", fields: [] };
const decided = (given: Partial<Review> = {}): Review => ({ ...submission(AT, 5, null), ...given });

test.each<[string, Review, number, string]>([
  ["a submission waits to be taken up", submission(AT, 5, null), 0.9, "submitted"],
  ["then it is in review", submission(AT, 5, null), 1, "in-review"],
  ["it is decided at its time", submission(AT, 5, null), 5, "approved"],
  ["the rule's word holds from then on", submission(AT, 5, NO), 5, "rejected"],
  ["and not before", submission(AT, 5, NO), 4.9, "in-review"],
  ["a reviewer takes as long as they take", submission(AT, null, NO), 1e6, "in-review"],
  ["what was approved can be suspended", decided({ suspendedAt: after(9) }), 10, "suspended"],
  ["what was rejected is not", decided({ rejection: NO, suspendedAt: after(9) }), 10, "rejected"],
])("%s", (_rule, review, seconds, stage) => {
  expect(stageOf(review, after(seconds))).toBe(stage);
});

test.each<[string, Review, Date | null, number, string]>([
  ["a sender is pending while its review is", submission(AT, 5, null), null, 4, "pending"],
  ["verified afterwards", submission(AT, 5, null), null, 5, "verified"],
  ["but not before it joined", submission(AT, 5, null), after(20), 19, "pending"],
  ["and is then", submission(AT, 5, null), after(20), 20, "verified"],
  ["an early one does not wait longer", submission(AT, 5, null), after(-20), 5, "verified"],
  ["it is rejected with it", submission(AT, 5, NO), null, 5, "rejected"],
  ["and suspended", decided({ suspendedAt: after(9) }), null, 9, "suspended"],
  ["a reviewer keeps it pending", submission(AT, null, null), null, 1e6, "pending"],
])("%s", (_rule, review, notBefore, seconds, registration) => {
  expect(asOf(registrationBy(review, notBefore), after(seconds)).registration).toBe(registration);
});
