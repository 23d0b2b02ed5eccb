import type { Carrier, CarrierDeps, Submission } from "@/lib/carriers/carrier";
import { type Outcome, outcomeOf } from "@/lib/domain/simulated-carrier";
import { TimeQueue } from "@/lib/domain/time-queue";

/** How long a message waits when the ledger cannot be reached, or its account's gates cannot be read; and a receipt's repeat. */
const RETRY_MS = 1_000;

type Pending = { readonly ref: string; readonly receipt: Outcome["receipts"][number] };

/**
 * A carrier inside this process: nothing leaves the machine. What it answers and when its receipts come is a pure
 * function of its seed, the message and the attempt, so a process that starts again gives the receipts still owed.
 * @source contracts, Simulated carrier
 */
export function createSimulatedCarrier(
  { id, seed }: { id: string; seed: number },
  { now, receive, blockOf, ledger }: CarrierDeps,
): Carrier {
  const pending = new TimeQueue<Pending>();
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let closed = false;

  const refOf = ({ id: messageId, attempt }: Submission) => `${messageId}.${attempt}`;

  function promise(submission: Submission, receipts: Outcome["receipts"], since: number): void {
    const ref = refOf(submission);
    for (const receipt of receipts) pending.add(since + receipt.afterMs, { ref, receipt });
    arm();
  }

  function arm(): void {
    const { nextAt } = pending;
    if (closed || nextAt === undefined || nextAt >= armedFor) return;
    clearTimeout(timer);
    armedFor = nextAt;
    timer = setTimeout(give, Math.max(0, nextAt - now().getTime()));
  }

  function give(): void {
    armedFor = Number.POSITIVE_INFINITY;
    const doneAt = now();
    for (let due = pending.take(doneAt.getTime()); due; due = pending.take(doneAt.getTime())) tell(due, doneAt);
    arm();
  }

  /** As any carrier, it repeats a receipt that was not taken. */
  function tell(due: Pending, doneAt: Date): void {
    const { status, errorCode } = due.receipt;
    receive({ carrierId: id, carrierRef: due.ref, doneAt, status, ...(errorCode ? { errorCode } : {}) }).catch(() => {
      pending.add(now().getTime() + RETRY_MS, due);
      arm();
    });
  }

  async function outcome(submission: Submission): Promise<Outcome> {
    const planned = outcomeOf({ seed, messageId: submission.id, attempt: submission.attempt, to: submission.to });
    const block = planned.submit === "accepted" ? await blockOf(submission) : undefined;
    if (block === undefined) return planned;
    const [first = { afterMs: 0 }] = planned.receipts;
    return { submit: "accepted", receipts: [{ ...first, status: "undelivered", errorCode: block }] };
  }

  return {
    id,
    isUp: () => ledger?.isUp() ?? true,
    async submit(submission, mayLeave) {
      const planned = ledger?.isUp() === false ? undefined : await outcome(submission).catch(() => undefined);
      if (!planned) return { outcome: "busy", retryAfterMs: RETRY_MS };
      const { submit, receipts } = planned;
      if (!mayLeave()) return { outcome: "withheld" };
      await ledger?.record({
        id: submission.id,
        attempt: submission.attempt,
        to: submission.to,
        body: submission.body,
      });
      if (submit !== "accepted") return { outcome: "refused", errorCode: submit.errorCode };
      promise(submission, receipts, now().getTime());
      return { outcome: "accepted", refs: [refOf(submission)], receiptExpected: receipts.length > 0 };
    },
    async resume(submission, since) {
      const { receipts } = await outcome(submission);
      promise(submission, receipts, since.getTime());
      return receipts.length > 0 ? [refOf(submission)] : [];
    },
    close() {
      closed = true;
      clearTimeout(timer);
      pending.clear();
      ledger?.close();
    },
  };
}
