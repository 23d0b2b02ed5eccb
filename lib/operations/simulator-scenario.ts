import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import { parseOutcome } from "@/lib/domain/simulated-carrier";
import { DEFAULT_SCENARIO, type Scenario, SPREADS } from "@/lib/domain/simulator-scenario";
import { fetchAccount } from "@/lib/operations/accounts";
import type { Ctx } from "@/lib/operations/ctx";
import * as scenarios from "@/lib/store/simulator-scenario";

const MINUTES_10 = 600_000;
const OUTCOMES_MAX = 20;
const WEIGHT_MAX = 1_000_000;

function whole(max: number, fallback: number, min = 0) {
  const range = `Use a whole number from ${min} to ${max}`;
  return z.coerce.number(range).int(range).min(min, range).max(max, range).default(fallback);
}
const percent = z.coerce
  .number("Use a number from 0 to 100")
  .min(0, "Use a number from 0 to 100")
  .max(100, "Use a number from 0 to 100")
  .default(0);

/** Weights by outcome, as JSON: from 1 to 20 outcomes, not all of weight 0. */
const outcomes = z
  .string()
  .transform(parseJson)
  .pipe(
    z.custom<Record<string, number>>(
      isOutcomes,
      'Use a JSON object of weights, like {"delivered":95,"undelivered:30003":4,"failed:30008":1}',
    ),
  )
  .default({ ...DEFAULT_SCENARIO.outcomes });

function isOutcomes(given: unknown): boolean {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  const entries = Object.entries(given);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (
    entries.length <= OUTCOMES_MAX &&
    total > 0 &&
    entries.every(
      ([name, weight]) => parseOutcome(name) && typeof weight === "number" && weight >= 0 && weight <= WEIGHT_MAX,
    )
  );
}

export const SetScenario = z.object({
  seed: whole(2 ** 31 - 1, DEFAULT_SCENARIO.seed),
  receiptMsMin: whole(MINUTES_10, DEFAULT_SCENARIO.receiptMsMin),
  receiptMsMax: whole(MINUTES_10, DEFAULT_SCENARIO.receiptMsMax),
  receiptSpread: z.enum(SPREADS, `Use ${SPREADS.join(" or ")}`).default(DEFAULT_SCENARIO.receiptSpread),
  answerMs: whole(10_000, DEFAULT_SCENARIO.answerMs),
  outcomes,
  earlyPercent: percent,
  latePercent: percent,
  lateMs: whole(MINUTES_10, DEFAULT_SCENARIO.lateMs),
  twicePercent: percent,
  lostPercent: percent,
  readPercent: percent,
  unknownPercent: percent,
  throttledPercent: percent,
  retryAfterMs: whole(MINUTES_10, DEFAULT_SCENARIO.retryAfterMs, 1),
  lostAnswerPercent: percent,
  lostPartPercent: percent,
  linkUpMs: whole(MINUTES_10, DEFAULT_SCENARIO.linkUpMs),
  linkDownMs: whole(MINUTES_10, DEFAULT_SCENARIO.linkDownMs),
});

/** How the simulated carrier treats this account's messages. */
export async function fetchScenario(ctx: Ctx): Promise<Scenario> {
  return (await fetchAccount(ctx)).simulator ?? DEFAULT_SCENARIO;
}

/**
 * Sets the whole scenario, from now on: what is not given is as it is by default. Every gateway follows within a second;
 * receipts that were promised before come as they were promised.
 * @throws Refusal 20001 receipts that would come later at least than at most
 */
export async function setScenario(ctx: Ctx, input: z.infer<typeof SetScenario>): Promise<Scenario> {
  if (input.receiptMsMin > input.receiptMsMax) {
    throw new Refusal(20001, "Bad request: ReceiptMsMin: Use no more than ReceiptMsMax");
  }
  const scenario = { ...input, since: ctx.now().getTime() };
  await scenarios.set(ctx.db, ctx.accountId, scenario);
  return scenario;
}

/** Back to how it is by default. */
export async function resetScenario(ctx: Ctx): Promise<void> {
  await scenarios.set(ctx.db, ctx.accountId, null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
