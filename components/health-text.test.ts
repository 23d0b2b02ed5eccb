import { expect, test } from "vitest";
import { healthText } from "@/components/health-text";
import type { Health } from "@/lib/domain/health";

const health = (given: Partial<Health>): Health => ({
  verdict: "flowing",
  messages: 12_431,
  delivered: { part: 12_000, whole: 12_170 },
  usual: { part: 985, whole: 1_000 },
  worstError: undefined,
  ...given,
});

test.each<[string, Health, string]>([
  ["as usual", health({}), "All flowing. 12,431 messages in the last hour, 98.6 % delivered, usual for these hours."],
  ["without a usual", health({ usual: undefined }), "All flowing. 12,431 messages in the last hour, 98.6 % delivered."],
  ["nothing at all", health({ verdict: "silent", messages: 0 }), "Nothing was sent in the last hour."],
  [
    "nothing where there was traffic",
    health({ verdict: "stopped", messages: 0 }),
    "Nothing was sent in the last hour. In the same hours last week there was traffic.",
  ],
  [
    "too few for a per cent",
    health({ verdict: "few", messages: 3, delivered: { part: 2, whole: 3 }, worstError: 30007 }),
    "3 messages in the last hour, 2 of 3 delivered. Most frequent error: 30007, Message filtered.",
  ],
  [
    "one that is under way",
    health({ verdict: "few", messages: 1, delivered: { part: 0, whole: 0 } }),
    "1 message in the last hour, none answered for yet.",
  ],
  [
    "a fall, with its cause",
    health({ verdict: "bad", delivered: { part: 61, whole: 100 }, worstError: 30007 }),
    "Delivery fell to 61.0 % from 98.5 % in the same hours last week. Most frequent error: 30007, Message filtered.",
  ],
])("%s", (_rule, given, sentence) => {
  expect(healthText(given, "in the last hour")).toBe(sentence);
});
