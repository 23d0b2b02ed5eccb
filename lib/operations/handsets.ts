import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { parseAddress } from "@/lib/domain/address";
import { parseIso8601 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import { compilePattern, type SafePattern } from "@/lib/domain/safe-pattern";
import type { Ctx } from "@/lib/operations/ctx";
import * as messages from "@/lib/store/messages";

/** Well below the 120 s after which a silent connection is ended. */
const WAIT_SECONDS_MAX = 60;
/** Requests that wait at once, in this process and for one account: each asks the database a few times a second. */
const WAITING_MAX = 100;
const ACCOUNT_WAITING_MAX = 20;
const LOOK_MS = 200;
/** How far back it looks by default: a number that is used over and over still holds the codes of earlier tests. */
const SINCE_MS = 3_600_000;
const MESSAGES_MAX = 50;

const WAIT = `Use a whole number of seconds from 0 to ${WAIT_SECONDS_MAX}`;

export const HandsetFilter = z.object({
  /** Seconds to wait for a message when none is there. */
  wait: z.coerce.number(WAIT).int(WAIT).min(0, WAIT).max(WAIT_SECONDS_MAX, WAIT).default(0),
  /** A regular expression that the text matches somewhere. */
  matches: z.string().optional(),
  /** Only messages made at this time or later. */
  since: z.string().optional(),
});

const waiting = new Map<string, number>();
let allWaiting = 0;

/**
 * What a phone has received from this account: delivered messages, newest first, at most `limit` of 50. When there is none
 * it waits for one.
 * @param number  as it would be written in `To`
 * @returns none when the time is over
 * @throws Refusal 21211 no phone number, 20001 a pattern or a time that cannot be read, 20429 too many wait already
 */
export async function listReceived(
  ctx: Ctx,
  number: string,
  { wait, matches, since }: z.infer<typeof HandsetFilter>,
  limit: number,
): Promise<Message[]> {
  const to = parseAddress(number);
  if (!to) throw new Refusal(21211, `Invalid 'To' Phone Number: ${number.slice(0, 100)}`);
  const pattern = matches ? readPattern(matches) : EVERYTHING;
  const startedAt = ctx.now().getTime();
  const createdFrom = since ? readTime(since) : new Date(startedAt - SINCE_MS);
  const filter = { to: to.address, directions: ["outgoing"], statuses: ["delivered", "read"], createdFrom } as const;
  const rejected = new Set<string>();

  async function look(): Promise<Message[]> {
    const { rows } = await messages.list(ctx.db, ctx.accountId, filter, { limit: MESSAGES_MAX });
    const found = rows.filter(({ id, body }) => {
      if (rejected.has(id)) return false;
      const is = pattern.matches(body);
      if (!is) rejected.add(id);
      return is;
    });
    return found.slice(0, limit);
  }

  const found = await look();
  if (found.length > 0 || wait === 0) return found;
  return holdingPlace(ctx.accountId, async () => {
    for (;;) {
      const leftMs = startedAt + wait * 1_000 - ctx.now().getTime();
      if (leftMs <= 0) return [];
      await pause(Math.min(LOOK_MS, leftMs));
      const arrived = await look();
      if (arrived.length > 0) return arrived;
    }
  });
}

const EVERYTHING: SafePattern = { matches: () => true };

/** @throws Refusal 20001 */
function readPattern(source: string): SafePattern {
  const pattern = compilePattern(source);
  if ("error" in pattern) throw new Refusal(20001, `Bad request: Matches: The pattern ${pattern.error}`);
  return pattern;
}

/** @throws Refusal 20001 */
function readTime(text: string): Date {
  const time = parseIso8601(text);
  if (!time) throw new Refusal(20001, "Bad request: Since: Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z");
  return time;
}

/** @throws Refusal 20429 */
async function holdingPlace<Result>(accountId: string, run: () => Promise<Result>): Promise<Result> {
  const own = waiting.get(accountId) ?? 0;
  if (own >= ACCOUNT_WAITING_MAX || allWaiting >= WAITING_MAX) throw new Refusal(20429);
  waiting.set(accountId, own + 1);
  allWaiting += 1;
  try {
    return await run();
  } finally {
    allWaiting -= 1;
    const left = (waiting.get(accountId) ?? 1) - 1;
    if (left > 0) waiting.set(accountId, left);
    else waiting.delete(accountId);
  }
}
