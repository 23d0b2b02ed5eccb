import { expect, test } from "vitest";
import { decisionIn, decisionOf, linesOf, sentenceForRejection } from "@/lib/domain/decision";
import { compilePool, type Sender, selectSender } from "@/lib/domain/sender-selection";

const sender = (index: number, given: Partial<Sender> = {}): Sender => ({
  id: `id-${index}`,
  phoneNumber: `+1415555${String(index).padStart(4, "0")}`,
  country: "US",
  type: "local",
  capabilities: { sms: true, mms: false, voice: true },
  addedAt: new Date(index),
  ...given,
});
const settings = { stickySender: true, areaCodeGeomatch: false };
const to = { to: "+12125550142", country: "US", hasMedia: false };

function decide(senders: readonly Sender[], queued: (senderId: string) => number = () => 0) {
  const pool = compilePool(senders);
  const past = { queuedSegments: queued, lastUsed: () => 0 };
  return decisionOf(selectSender(to, pool, past, settings), pool, 7, past);
}

test("the record names every sender of a small pool: what waited for it, or why it was out", () => {
  const abroad = sender(3, { country: "GB" });
  const mute = sender(4, { capabilities: { sms: false, mms: false, voice: true } });
  expect(decide([sender(1), sender(2), abroad, mute], (id) => (id === "id-1" ? 5 : 0))).toEqual({
    rule: "country",
    revision: 7,
    candidates: 2,
    kept: [
      { number: "+14155550001", queued: 5 },
      { number: "+14155550002", queued: 0 },
    ],
    rejections: 2,
    rejected: [
      { number: "+14155550003", reason: "out of reach" },
      { number: "+14155550004", reason: "no sms" },
    ],
  });
});

test("of a large pool it names twenty on either side, the winner among them, and counts all", () => {
  const locals = Array.from({ length: 50 }, (_, index) => sender(index));
  const abroad = Array.from({ length: 30 }, (_, index) => sender(100 + index, { country: "GB" }));
  const decision = decide([...locals, ...abroad], (id) => (id === "id-49" ? 0 : 9));
  expect(decision).toMatchObject({ candidates: 50, rejections: 30 });
  expect(decision.kept).toHaveLength(20);
  expect(decision.kept).toContainEqual({ number: "+14155550049", queued: 0 });
  expect(decision.rejected).toHaveLength(20);
});

test("a pool that cannot carry a message leaves a record without a rule", () => {
  expect(decide([sender(1, { country: "GB" })])).toMatchObject({ rule: null, candidates: 0, kept: [], rejections: 1 });
});

test("a detail without a whole record has none", () => {
  expect(decisionIn({})).toBeUndefined();
  expect(decisionIn({ decision: { rule: "country" } })).toBeUndefined();
});

test("the winner comes first, then the others that were in question, then those that were not", () => {
  const decision = decide([sender(1), sender(2), sender(3, { country: "GB" })], (id) => (id === "id-1" ? 1 : 0));
  expect(
    linesOf(decision, { from: "+14155550002", country: "US" }).map(({ number, outcome, text }) => [
      number,
      outcome,
      text,
    ]),
  ).toEqual([
    ["+14155550002", "chosen", "Nothing waited for it."],
    ["+14155550001", "kept", "1 segment waited for it."],
    ["+14155550003", "rejected", "It does not reach United States."],
  ]);
});

test.each(["no sms", "no mms", "out of reach", "paused", "other country", "lower priority", "other area"] as const)(
  "“%s” is a sentence",
  (reason) => {
    expect(sentenceForRejection(reason, null)).toMatch(/^[A-Z].*\.$/);
  },
);
