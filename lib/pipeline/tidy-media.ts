import type { PipelineDeps } from "@/lib/pipeline/deps";
import { findRemoved, forget, removeOrphans } from "@/lib/store/media-removal";

/** Longer than any fetch: what is not stored by then never will be. */
const ABANDONED_MS = 3_600_000;
/** A fetch that was just given up may still write its file. */
const GRACE_MS = 60_000;
const FILES_MAX = 200;
const WALK = 1_000;
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Removes the files nobody can see any more: of deleted messages, of tries that were cut off, and, walking on a step each
 * time, of messages that are gone with their partition. A file goes before its row, so none is ever forgotten.
 * @returns a step of it; resolves to 1 when there is more to do
 */
export function createMediaTidying({
  db,
  media,
  now,
}: Pick<PipelineDeps, "db" | "media" | "now">): () => Promise<number> {
  let seen = NIL;
  return async () => {
    const at = now().getTime();
    const until = new Date(at - ABANDONED_MS);
    seen = (await removeOrphans(db.sql, { after: seen, until, now: now(), limit: WALK })) ?? NIL;
    const ids = await findRemoved(db.sql, new Date(at - GRACE_MS), FILES_MAX);
    for (const id of ids) await media.blobs.remove(id);
    if (ids.length > 0) await forget(db.sql, ids);
    await media.tidySpool(now());
    return ids.length === FILES_MAX ? 1 : 0;
  };
}
