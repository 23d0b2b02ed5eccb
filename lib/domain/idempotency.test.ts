import { expect, test } from "vitest";
import { fingerprint, firstAnswer, isKey } from "@/lib/domain/idempotency";
import { draftOf } from "@/lib/testing/sending";

test.each([
  ["a UUID", "8e03978e-40d5-43e8-bc93-6894a57f9324", true],
  ["a quoted string", '"order 4711"', true],
  ["one character", "k", true],
  ["255 characters", "k".repeat(255), true],
  ["256 characters", "k".repeat(256), false],
  ["nothing", "", false],
  ["blanks around it", " k", false],
  ["a blank alone", " ", false],
  ["a line break", "a\nb", false],
  ["what is not ASCII", "schlüssel", false],
])("%s as a key", (_rule, text, good) => {
  expect(isKey(text)).toBe(good);
});

test("the same parameters have one fingerprint, in whatever order they come", () => {
  const one = new Map([
    ["To", ["+15553332222"]],
    ["Body", ["Hello"]],
  ]);
  expect(fingerprint(one)).toBe(fingerprint([...one].reverse()));
  expect(fingerprint(one)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ["another value", [["Body", ["Hello "]]]],
  ["another name", [["body", ["Hello"]]]],
  [
    "one more parameter",
    [
      ["Body", ["Hello"]],
      ["To", [""]],
    ],
  ],
  ["a value told twice", [["Body", ["Hello", "Hello"]]]],
  ["a name that runs into its value", [["BodyH", ["ello"]]]],
] as [string, [string, string[]][]][])("%s makes another fingerprint", (_rule, params) => {
  expect(fingerprint(params)).not.toBe(fingerprint([["Body", ["Hello"]]]));
});

test("the first answer is told again, however far the message has come", () => {
  const createdAt = new Date("2026-01-31T12:00:00Z");
  const later = new Date("2026-01-31T12:00:05Z");
  const { message } = draftOf("an account", { id: "a sender", phoneNumber: "+14155550134" }, { createdAt });
  const now = { ...message, status: "failed", errorCode: 30008, sentAt: later, updatedAt: later, seq: 4 } as const;
  const answer = firstAnswer({ ...now, price: "-0.00790" }, { name: "queued", detail: {} });
  expect(answer).toEqual(message);
});

test("the text is told as it was asked, not as it was encoded", () => {
  const { message } = draftOf("an account", { id: "a sender", phoneNumber: "+14155550134" }, { body: '"Tea"' });
  expect(firstAnswer(message, { name: "accepted", detail: { request: { Body: "“Tea”" } } }).body).toBe("“Tea”");
});
