import { expect, test } from "vitest";
import { healthText } from "@/components/health-text";
import { healthOf } from "@/lib/domain/health";

const DAY = "the last 24 hours";
const sent = (delivered: number, undelivered: number) => ({ delivered, undelivered });

test.each([
  [
    "good",
    sent(986, 14),
    sent(985, 15),
    "All flowing. 1,000 messages in the last 24 hours, 98.6 % delivered, 98.5 % in the same hours last week.",
  ],
  [
    "warn",
    sent(950, 50),
    sent(9_860, 140),
    "Worse than usual. 1,000 messages in the last 24 hours, 95.0 % delivered, 98.6 % in the same hours last week. Most failures: Unreachable destination handset (30003, recipient).",
  ],
  [
    "bad",
    sent(60, 40),
    {},
    "Delivery is poor. 100 messages in the last 24 hours, 60.0 % delivered. Most failures: Unreachable destination handset (30003, recipient).",
  ],
  ["quiet", sent(3, 0), {}, "Too few to judge. 3 messages in the last 24 hours, 3 of 3 delivered."],
  ["quiet", { queued: 1 }, {}, "Too few to judge. 1 message in the last 24 hours, none with a final answer yet."],
  ["quiet", {}, {}, "Nothing was sent. No outgoing messages in the last 24 hours."],
  [
    "warn",
    {},
    sent(90, 10),
    "Sending has stopped. No outgoing messages in the last 24 hours, where there were some in the same hours last week.",
  ],
] as const)("tells %s health in one breath", (tone, counts, before, text) => {
  const errors = "undelivered" in counts && counts.undelivered > 0 ? [30003] : [];
  const told = healthText(healthOf(counts, before, errors), DAY);
  expect(told.tone).toBe(tone);
  expect(`${told.head} ${told.sentence}`).toBe(text);
});
