import { MESSAGE_BYTES_MAX } from "@/lib/domain/media";
import type { MediaName } from "@/lib/domain/media-link";
import type { Blobs } from "@/lib/store/blobs";
import type { Sql } from "@/lib/store/db";
import { findMediaOf } from "@/lib/store/media";
import { enterMedia, type MediaTry, settleMedia } from "@/lib/store/media-keeping";

/** A file that was fetched, on the local disk. */
export type FoundMedia = {
  readonly file: string;
  /** One of the accepted types, and the true one. */
  readonly contentType: string;
  readonly bytes: number;
  readonly fileName: string | null;
};

export type MediaFailure = {
  /** @source behaviour §1.4 (media), §3.6 */
  readonly code: number;
  readonly detail: string;
  /** Whether the same may go well in a moment. */
  readonly retryable: boolean;
};

/** One request for a file and how it went; of several hops, the last. */
export type MediaExchange = {
  readonly at: Date;
  readonly durationMs: number;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly status: number | null;
  /** Cut to what is kept. */
  readonly headers: Readonly<Record<string, string>> | null;
  readonly failure: MediaFailure | null;
};

/** Fetches a file from wherever a customer says it is. Rejects only for what is our own fault. */
export type FetchMedia = (
  url: string,
) => Promise<{ readonly exchanges: readonly MediaExchange[]; readonly result: FoundMedia | MediaFailure }>;

/** Where media come from and where they stay. */
export type MediaShelf = {
  readonly fetch: FetchMedia;
  readonly blobs: Blobs;
  /** Removes what fetches that were cut off have left behind. */
  readonly tidySpool: (now: Date) => Promise<void>;
  /** A new, unguessable last part of a public address. */
  readonly newLink: () => string;
  /** Base of the links that are given out, without a trailing slash. */
  readonly publicUrl: string;
  /** The path under which whoever has it can read a file for a few minutes. */
  readonly signedPath: (media: MediaName, now: Date) => string;
  /** Which file such a path leads to; undefined when it is void. */
  readonly signedName: (pathAndQuery: string, now: Date) => MediaName | undefined;
};

/**
 * Fetches the files of a message and keeps them. Their rows are there before any byte is, and what an earlier try has kept
 * is not fetched again, so it may be cut off at any point and repeated.
 * @param linked whether the files get public addresses
 * @returns null when all are kept, else the code and the reason the first one is not: 30019 when they are too large together
 * @throws what the store or the database throws: try again later
 */
export async function keepMedia(
  { sql, now, newId, media }: { sql: Sql; now: () => Date; newId: () => string; media: MediaShelf },
  {
    accountId,
    messageId,
    urls,
    linked,
  }: { accountId: string; messageId: string; urls: readonly string[]; linked: boolean },
): Promise<MediaFailure | null> {
  const names = urls.map(() => ({ id: newId(), link: linked ? media.newLink() : null }));
  const pending = await enterMedia(sql, { accountId, messageId, at: now() }, names);
  const failed = pending.length > 0 ? await fetchPending() : undefined;
  if (failed) return failed;
  const kept = (await findMediaOf(sql, [messageId])).get(messageId) ?? [];
  const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  return bytes > MESSAGE_BYTES_MAX
    ? { code: 30019, detail: `${bytes} bytes in all; ${MESSAGE_BYTES_MAX} are allowed`, retryable: false }
    : null;

  async function fetchPending(): Promise<MediaFailure | undefined> {
    const fetched = await Promise.all(
      pending.map(async ({ id, position }) => {
        const { exchanges, result } = await media.fetch(urls[position] ?? "");
        if (!("code" in result)) await media.blobs.put(id, result.file, result.contentType);
        return { id, position, exchanges, result };
      }),
    );
    const stored = fetched.flatMap(({ id, result }) => ("code" in result ? [] : [{ id, ...result }]));
    const tries = fetched.flatMap(({ position, exchanges }) => exchanges.map((exchange) => tryOf(position, exchange)));
    const kept = await settleMedia(sql, { accountId, messageId, at: now() }, stored, tries);
    // Whoever has given them up may have removed their rows already.
    for (const { id } of stored) if (!kept.has(id)) await media.blobs.remove(id);
    return fetched.flatMap(({ result }) => ("code" in result ? [result] : []))[0];
  }
}

const tryOf = (position: number, { failure, status, headers, ...exchange }: MediaExchange): MediaTry => ({
  ...exchange,
  position,
  responseStatus: status,
  responseHeaders: headers,
  errorCode: failure?.code ?? null,
  errorDetail: failure?.detail ?? null,
});
