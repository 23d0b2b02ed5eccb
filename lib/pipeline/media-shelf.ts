import { randomBytes } from "node:crypto";
import path from "node:path";
import { createMediaLinks, linkCode } from "@/lib/domain/media-link";
import type { MediaShelf } from "@/lib/operations/keep-media";
import { createMediaClient } from "@/lib/pipeline/media-client";
import { tidySpool } from "@/lib/pipeline/media-spool";
import { createDiskBlobs } from "@/lib/store/blobs-disk";
import { createS3Blobs, type S3Settings } from "@/lib/store/blobs-s3";

export type OpenShelf = MediaShelf & { close(): Promise<void> };

/**
 * Where this process keeps media and fetches them from.
 * @param dataDir files on their way are in its `media/spool`, and without `s3` all files in its `media`
 */
export function openMediaShelf({
  dataDir,
  s3,
  allows,
  secretKey,
  publicUrl,
}: {
  dataDir: string;
  s3: S3Settings | undefined;
  /** Whether an address may be reached. */
  allows: (address: string) => boolean;
  secretKey: string;
  publicUrl: string;
}): OpenShelf {
  const folder = path.join(dataDir, "media");
  const spool = path.join(folder, "spool");
  const client = createMediaClient({ allows, spool, now: () => new Date(), elapsed: () => performance.now() });
  const links = createMediaLinks(secretKey);
  return {
    fetch: client.fetch,
    blobs: s3 ? createS3Blobs(s3) : createDiskBlobs(folder),
    tidySpool: (at) => tidySpool(spool, at),
    newLink: () => linkCode(randomBytes(8)),
    publicUrl,
    signedPath: links.write,
    signedName: links.read,
    close: client.close,
  };
}
