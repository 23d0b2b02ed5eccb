import { triggerParams, type UsageTrigger } from "@/lib/domain/usage-trigger";
import { retryPause } from "@/lib/domain/webhook-retry";
import { judgeTriggers } from "@/lib/operations/usage-triggers";
import type { PipelineDeps } from "@/lib/pipeline/deps";
import { settleCall, takeCalls } from "@/lib/store/usage-triggers";

/** Longer than a webhook may take (15 s): so long nobody else makes the same one. */
const LEASE_MS = 30_000;
const CALLS_MAX = 50;
const DAY_MS = 86_400_000;

/**
 * Fires the usage triggers whose value is reached, and makes the webhooks of those that fired: signed with the account's
 * token, tried for 28 hours.
 * @returns one round of it; resolves to how many webhooks were made
 */
export function createUsageTriggers({
  db,
  settings,
  callWebhook,
  now,
  random,
}: Pick<PipelineDeps, "db" | "settings" | "callWebhook" | "now" | "random">): () => Promise<number> {
  async function tell(trigger: UsageTrigger): Promise<void> {
    const { id, accountId, callbackUrl: url, callbackMethod: method, calls, firedAt } = trigger;
    const account = await settings.account(accountId);
    const answer = await callWebhook(
      {
        messageId: id,
        // Of a trigger that fires again, another event.
        seq: Math.floor((firedAt?.getTime() ?? 0) / DAY_MS),
        kind: "status",
        accountId,
        url,
        method,
        params: triggerParams(trigger),
        dueAt: now(),
        attempt: calls,
      },
      account?.authToken ?? "",
    );
    const pauseMs = retryPause({ url, triesBefore: calls, durable: true }, answer, random());
    await settleCall(db, trigger, pauseMs === null ? null : new Date(now().getTime() + pauseMs));
  }

  return async () => {
    const at = now();
    await judgeTriggers(db, at);
    const leaseUntil = new Date(at.getTime() + LEASE_MS);
    const due = await takeCalls(db, { at, leaseUntil, limit: CALLS_MAX });
    await Promise.all(due.map(tell));
    return due.length;
  };
}
