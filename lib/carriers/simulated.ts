import type { Carrier, CarrierDeps, Submission } from "@/lib/carriers/carrier";
import { type PlannedReceipt, type Play, playOf } from "@/lib/domain/simulated-carrier";
import { DEFAULT_SCENARIO, linkUpAt, type Scenario } from "@/lib/domain/simulator-scenario";
import { TimeQueue } from "@/lib/domain/time-queue";

/** How long a message waits when the ledger cannot be reached, or its account's gates cannot be read; and a receipt's repeat. */
const RETRY_MS = 1_000;

type Pending = { readonly ref: string; readonly receipt: PlannedReceipt };

/**
 * A carrier inside this process: nothing leaves the machine. What it answers and when its receipts come is a pure
 * function of its scenario, the message and the attempt, so a process that starts again gives the receipts still owed.
 * @param seed  of accounts without a scenario of their own
 * @source contracts, Simulated carrier
 */
export function createSimulatedCarrier(
  { id, seed }: { id: string; seed: number },
  { now, receive, blockOf, scenarioOf, ledger }: CarrierDeps,
): Carrier {
  const byDefault: Scenario = { ...DEFAULT_SCENARIO, seed };
  const pending = new TimeQueue<Pending>();
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let closed = false;

  /** The first name is the message's; names of parts follow it. */
  const refOf = ({ id: messageId, attempt }: Submission, part: number | undefined) =>
    `${messageId}.${attempt}${part === 0 ? "" : `.${part ?? "unknown"}`}`;

  const refsOf = (submission: Submission, { parts }: Play) =>
    Array.from({ length: parts }, (_, part) => refOf(submission, part));

  /** What is due while the link is down waits for it. */
  function promise(submission: Submission, { scenario, play }: Planned, answeredAt: number): void {
    for (const receipt of play.receipts) {
      const at = linkUpAt(scenario, answeredAt + receipt.afterMs);
      pending.add(at, { ref: refOf(submission, receipt.part), receipt });
    }
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

  async function plan(submission: Submission): Promise<Planned> {
    const scenario = (await scenarioOf(submission.accountId)) ?? byDefault;
    const play = playOf(scenario, { ...submission, messageId: submission.id });
    const block = play.submit === "accepted" ? await blockOf(submission) : undefined;
    if (block === undefined) return { scenario, play };
    const afterMs = play.receipts[0]?.afterMs ?? 0;
    const blocked: PlannedReceipt = { afterMs, part: 0, status: "undelivered", errorCode: block };
    return { scenario, play: { ...play, parts: 1, receipts: [blocked] } };
  }

  return {
    id,
    isUp: () => ledger?.isUp() ?? true,
    async submit(submission, mayLeave) {
      const planned = ledger?.isUp() === false ? undefined : await plan(submission).catch(() => undefined);
      if (!planned) return { outcome: "busy", retryAfterMs: RETRY_MS };
      const { play } = planned;
      if (!mayLeave()) return { outcome: "withheld" };
      const retryAfterMs = refusedFor(planned, now().getTime());
      if (retryAfterMs > 0) return { outcome: "busy", retryAfterMs };
      await ledger?.record({
        id: submission.id,
        attempt: submission.attempt,
        to: submission.to,
        body: submission.body,
        media: submission.media.length,
      });
      promise(submission, planned, now().getTime() + play.answerMs);
      if (play.answerMs > 0) await new Promise((resolve) => setTimeout(resolve, play.answerMs));
      if (play.answerLost) throw new Error("The simulated carrier took the message, and its answer was lost");
      if (isRefusal(play.submit)) return { outcome: "refused", errorCode: play.submit.errorCode };
      return { outcome: "accepted", refs: refsOf(submission, play), receiptExpected: owesReceipt(play) };
    },
    async resume(submission, since) {
      const planned = await plan(submission);
      promise(submission, planned, since.getTime());
      return owesReceipt(planned.play) ? refsOf(submission, planned.play) : [];
    },
    close() {
      closed = true;
      clearTimeout(timer);
      pending.clear();
      ledger?.close();
    },
  };
}

type Planned = { readonly scenario: Scenario; readonly play: Play };

/** Whether a receipt will come that is the message's own. */
const owesReceipt = ({ receipts }: Play) => receipts.some(({ part }) => part !== undefined);

/** For how many ms it takes nothing: its link is down, or it has enough; 0 when it takes the message. */
function refusedFor({ scenario, play }: Planned, at: number): number {
  const downMs = linkUpAt(scenario, at) - at;
  if (downMs > 0 || play.submit === "accepted") return downMs;
  return "retryAfterMs" in play.submit ? play.submit.retryAfterMs : 0;
}

const isRefusal = (submit: Play["submit"]): submit is { errorCode: number } =>
  typeof submit === "object" && "errorCode" in submit;
