import { mustConvert } from "@/lib/domain/media";
import type { Message } from "@/lib/domain/message";
import { keepMedia } from "@/lib/operations/keep-media";
import { createBatcher } from "@/lib/pipeline/batcher";
import type { Held, PipelineDeps } from "@/lib/pipeline/deps";
import { createFairLimit } from "@/lib/pipeline/fair-limit";
import type { MakeStep } from "@/lib/pipeline/steps";
import { findMediaUrls } from "@/lib/store/media-keeping";

const BATCH_MAX = 500;
/** Messages whose files are fetched at once, and of those from one host: one that hangs holds up few. */
const MESSAGES_MAX = 32;
const MESSAGES_PER_HOST_MAX = 8;
/** When the database or the media store is away. */
const RETRY_MS = 1_000;

export type MediaStage = {
  /** Takes a message whose files are still to be fetched; it goes on once they are kept, or fails. */
  enqueue(held: Held): void;
  readonly inFlight: number;
  readonly waiting: number;
  stop(): void;
};

/** Whether a message has to wait for its files: it has no slot before they are kept. */
export const lacksMedia = ({ numMedia, leaveAt, status }: Pick<Message, "numMedia" | "leaveAt" | "status">) =>
  numMedia > 0 && leaveAt === null && (status === "accepted" || status === "queued" || status === "scheduled");

/**
 * Fetches the files of messages before they are queued; a file that cannot be had fails its message. Where they are stands
 * in the message's first event and what is kept in the rows of its files, so whoever takes the message up after a crash
 * goes on where it was.
 * @source behaviour §1.4 (media failures), §1.10
 */
export function createMediaStage(
  { db, media, now, newId, log }: Pick<PipelineDeps, "db" | "media" | "now" | "newId" | "log">,
  { step, onKept }: { step: MakeStep; onKept: (held: Held) => void },
): MediaStage {
  const limit = createFairLimit({ total: MESSAGES_MAX, perKey: MESSAGES_PER_HOST_MAX });
  const urls = createBatcher<string, readonly string[]>({ itemsMax: BATCH_MAX, delayMs: 5, run: findUrls });
  let stopped = false;

  async function findUrls(ids: readonly string[]): Promise<(readonly string[])[]> {
    const found = await findMediaUrls(db.sql, ids);
    return ids.map((id) => found.get(id) ?? []);
  }

  async function keep({ message }: Held, given: readonly string[]) {
    const { id: messageId, accountId } = message;
    if (message.expiresAt !== null && message.expiresAt <= now()) return { code: 30036, detail: null };
    const linked = mustConvert(message);
    return keepMedia({ sql: db.sql, now, newId, media }, { accountId, messageId, urls: given, linked });
  }

  async function goOn(held: Held, given: readonly string[]): Promise<void> {
    const failure = await keep(held, given);
    if (!failure) return onKept(held);
    const { code: errorCode, detail } = failure;
    await step(held, {
      to: "failed",
      errorCode,
      release: true,
      ...(detail !== null && { detail: { reason: detail } }),
    });
  }

  function later(held: Held, error: unknown): void {
    log.warn("media.retried", { messageId: held.message.id, error });
    setTimeout(() => enqueue(held), RETRY_MS).unref();
  }

  function enqueue(held: Held): void {
    if (stopped) return;
    urls.add(held.message.id).then(
      (given) => limit.run(hostOf(given[0]), () => goOn(held, given).catch((error) => later(held, error))),
      (error) => later(held, error),
    );
  }

  return {
    enqueue,
    get inFlight() {
      return limit.inFlight;
    },
    get waiting() {
      return limit.waiting + urls.size;
    },
    stop() {
      stopped = true;
      limit.stop();
    },
  };
}

const hostOf = (url = "") => (URL.canParse(url) ? new URL(url).host : "");
