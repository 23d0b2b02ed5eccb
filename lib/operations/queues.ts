import { z } from "zod";
import { Refusal } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import {
  accountQueue,
  expectedToLeave,
  paceOf,
  QUEUE_SECONDS,
  type QueueState,
  queueState,
  queuesOf,
} from "@/lib/domain/pacing";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { SenderSettings } from "@/lib/domain/settings";
import type { Ctx } from "@/lib/operations/ctx";
import { rate } from "@/lib/operations/inputs";
import { fetchMessage } from "@/lib/operations/messages";
import { findPace } from "@/lib/store/accept";
import * as queues from "@/lib/store/queues";

/** Where a sender's messages wait, and how long. */
export type SenderQueue = {
  readonly sender: SenderSettings;
  /** Of its texts to its own country. */
  readonly texts: QueueState & { readonly sharedBy: "campaign" | null };
  /** Of its MMS, where those wait apart. */
  readonly mms: (QueueState & { readonly sharedBy: "account" | null }) | null;
  /** Of all texts of its account, if that has a rate. */
  readonly account: QueueState | null;
  /** When the message was made that waits for longest, of those made in the last ten hours. */
  readonly oldestAt: Date | null;
};

/** Segments a second of a sender; empty: what its kind may send; left out: as it is. */
export const SetRate = z.object({ segmentsPerSecond: rate.optional() });

/** The queues of an account's senders, by the age of the sender. */
export async function listQueues(ctx: Ctx, page: Page): Promise<Listing<SenderQueue>> {
  const found = await queues.listSenders(ctx.db, ctx.accountId, windowOf(page, "asc"));
  const { rows, ...neighbours } = toListing(page, found, ({ id }) => id);
  return { rows: await withFigures(ctx, rows), ...neighbours };
}

/** @throws Refusal 20404 */
export async function fetchQueue(ctx: Ctx, senderId: string): Promise<SenderQueue> {
  const found = await queues.listSenders(ctx.db, ctx.accountId, windowOf({ limit: 1 }, "asc"), senderId);
  const [queue] = await withFigures(ctx, found);
  if (!queue) throw new Refusal(20404);
  return queue;
}

/**
 * Sets what a sender may send a second. What has its slot keeps it.
 * @throws Refusal 20404, 20001 a name has no rate of its own
 */
export async function setRate(
  ctx: Ctx,
  senderId: string,
  { segmentsPerSecond }: z.output<typeof SetRate>,
): Promise<SenderQueue> {
  const queue = await fetchQueue(ctx, senderId);
  if (segmentsPerSecond === undefined) return queue;
  if (queue.sender.type === "alphanumeric") {
    throw new Refusal(20001, "Bad request: SegmentsPerSecond: A name has no rate of its own");
  }
  await queues.setRate(ctx.db, ctx.accountId, senderId, { segmentsPerSecond, at: ctx.now() });
  return fetchQueue(ctx, senderId);
}

/** When a message leaves that waits. @throws Refusal 20404 */
export async function fetchDeparture(
  ctx: Ctx,
  messageId: string,
): Promise<{ readonly message: Message } & ReturnType<typeof expectedToLeave>> {
  const message = await fetchMessage(ctx, messageId);
  return { message, ...expectedToLeave(message) };
}

async function withFigures(ctx: Ctx, senders: readonly SenderSettings[]): Promise<SenderQueue[]> {
  const now = ctx.now().getTime();
  const pace = await findPace(ctx.db.sql, queuesOf(senders));
  const figures = senders.map((sender) => {
    const { texts, mms, accountMps } = queuesAtHome(sender, ctx.simulatedMps);
    const stateOf = (queue: string, mps: number) => queueState(pace.get(queue) ?? 0, now, mps);
    return {
      sender,
      texts: { ...stateOf(texts.queue, texts.mps), sharedBy: texts.queue === sender.id ? null : ("campaign" as const) },
      mms: mms && {
        ...stateOf(mms.queue, mms.mps),
        sharedBy: sender.type === "short-code" ? null : ("account" as const),
      },
      account: accountMps === null ? null : stateOf(accountQueue(sender.accountId), accountMps),
    };
  });
  const busy = figures.filter(({ texts, mms, account }) =>
    [texts, mms, account].some((state) => state && state.queued > 0),
  );
  const since = new Date(now - QUEUE_SECONDS * 1_000);
  const addresses = [...new Set(busy.map(({ sender }) => sender.phoneNumber))];
  const oldest = await queues.oldestWaiting(ctx.db, ctx.accountId, addresses, since);
  return figures.map((figure) => ({ ...figure, oldestAt: oldest.get(figure.sender.phoneNumber) ?? null }));
}

function queuesAtHome(sender: SenderSettings, simulatedMps: number) {
  const { accountMps, ...texts } = paceOf(sender, { country: sender.country, isMms: false }, simulatedMps);
  const mms = sender.shared?.mmsQueue ? paceOf(sender, { country: sender.country, isMms: true }, simulatedMps) : null;
  return { texts, mms, accountMps };
}
