import { Refusal } from "@/lib/domain/errors";
import { nextRequest } from "@/lib/domain/request-pace";
import type { AccountSettings } from "@/lib/domain/settings";

/** Requests of one account in flight, unless it is set otherwise; more are turned away unexecuted. @source behaviour §10.2 (20429) */
const AT_ONCE = 1_000;
/** Of all accounts together: what memory and the database's pool can hold without anybody waiting for long. */
const AT_ONCE_IN_ALL = 5_000;
/** Accounts with a pace of their own; beyond it, all start afresh. */
const PACES_MAX = 10_000;

type Limits = Pick<AccountSettings, "id" | "requestsPerSecond" | "requestsAtOnce">;

export type Admission = {
  /**
   * Counts a request in.
   * @param headers of the answer: how many of the account run, and when to try again
   * @returns counts it out again
   * @throws Refusal 20429 the account has as many as it may, 20503 all have
   */
  enter(account: Limits, headers: Record<string, string>): () => void;
};

/** Who may come in: bounds how many requests of an account come in a second and run at once, in this process. */
export function createAdmission(now: () => Date): Admission {
  const running = new Map<string, number>();
  const paces = new Map<string, number>();
  let inAll = 0;

  function keepPace(accountId: string, perSecond: number, headers: Record<string, string>): void {
    const next = nextRequest(paces.get(accountId) ?? 0, now().getTime(), perSecond);
    if ("waitMs" in next) {
      headers["Retry-After"] = String(Math.ceil(next.waitMs / 1_000));
      throw new Refusal(20429, `Too many requests: more than ${perSecond} a second`);
    }
    if (paces.size >= PACES_MAX) paces.clear();
    paces.set(accountId, next.dueAt);
  }

  return {
    enter({ id, requestsPerSecond, requestsAtOnce }, headers) {
      const count = (running.get(id) ?? 0) + 1;
      headers["Twilio-Concurrent-Requests"] = String(count);
      if (count > (requestsAtOnce ?? AT_ONCE)) throw new Refusal(20429);
      if (inAll >= AT_ONCE_IN_ALL) throw new Refusal(20503);
      if (requestsPerSecond !== null) keepPace(id, requestsPerSecond, headers);
      running.set(id, count);
      inAll += 1;
      return () => {
        inAll -= 1;
        const left = (running.get(id) ?? 1) - 1;
        if (left > 0) running.set(id, left);
        else running.delete(id);
      };
    },
  };
}
