import { expect, test } from "vitest";
import { healthText, healthTone } from "@/components/health-text";
import { healthOf } from "@/lib/domain/health";

const sent = (delivered: number, undelivered: number) => ({ delivered, undelivered });

test.each([
  [
    "good",
    sent(986, 14),
    sent(985, 15),
    "All flowing. 1,000 messages in the last hour, 98.6 % delivered, usual for these hours.",
  ],
  ["good", sent(99, 1), {}, "All flowing. 100 messages in the last hour, 99.0 % delivered."],
  [
    "good",
    sent(990, 10),
    sent(900, 100),
    "All flowing. 1,000 messages in the last hour, 99.0 % delivered, up from 90.0 % last week.",
  ],
  [
    "warn",
    sent(950, 50),
    sent(9_860, 140),
    "Delivery fell to 95.0 % from 98.6 % in the same hours last week. Most frequent error: 30003, Unreachable destination handset.",
  ],
  [
    "bad",
    sent(60, 40),
    {},
    "100 messages in the last hour, only 60.0 % delivered. Most frequent error: 30003, Unreachable destination handset.",
  ],
  ["quiet", sent(3, 0), {}, "3 messages in the last hour, 3 of 3 delivered."],
  ["quiet", { queued: 1 }, {}, "1 message in the last hour, none answered for yet."],
  ["quiet", {}, {}, "Nothing was sent in the last hour."],
  ["bad", {}, sent(90, 10), "Nothing was sent in the last hour. In the same hours last week there was traffic."],
] as const)("tells %s health in one breath", (tone, counts, before, text) => {
  const errors = "undelivered" in counts && counts.undelivered > 0 ? [30003] : [];
  const health = healthOf(counts, before, errors);
  expect(healthText(health, "in the last hour")).toBe(text);
  expect(healthTone(health.verdict)).toBe(tone);
});
