import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileNameOf } from "@/lib/domain/media";
import { acceptedType, bytesMaxOf, HEAD_BYTES, isTrueType } from "@/lib/domain/media-type";
import type { FoundMedia } from "@/lib/operations/keep-media";

/** What came is not what a message can carry. */
export class MediaRefused extends Error {
  override readonly name = "MediaRefused";
  constructor(
    /** @source behaviour §1.10 */
    readonly code: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** An answer to a request for a file; names of headers in lower case. */
export type MediaAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
};

/**
 * Writes the file that an answer holds into `folder` as it comes, so far as its declared type allows; makes the folder.
 * @throws MediaRefused 11200 no file, 12300 a type that is not accepted or not the true one, 11751 too long; what reading
 *   the body and writing the disk throw. Then nothing is left of it.
 * @source behaviour §1.10; trust S19
 */
export async function spoolMedia(folder: string, { status, headers, body }: MediaAnswer): Promise<FoundMedia> {
  const contentType = acceptedTypeOf(status, headers, body);
  const bytesMax = bytesMaxOf(contentType);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, randomUUID());
  const handle = await open(file, "wx", 0o600);
  try {
    let bytes = 0;
    let head = Buffer.alloc(0);
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw tooLong(contentType, bytesMax);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      await handle.writeFile(chunk);
    }
    if (!isTrueType(contentType, head)) throw new MediaRefused(12300, `What came is not ${contentType}`);
    await handle.sync();
    return { file, contentType, bytes, fileName: fileNameOf(headers["content-disposition"]) };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Judged by its head: a body that cannot be taken is not read. @throws MediaRefused */
function acceptedTypeOf(status: number, headers: MediaAnswer["headers"], body: Readable): string {
  const contentType = acceptedType(headers["content-type"]);
  try {
    if (status !== 200) throw new MediaRefused(11200, `${status}`);
    if (contentType === undefined) {
      throw new MediaRefused(12300, `${headers["content-type"] ?? "No Content-Type"}: not accepted in messages`);
    }
    const bytesMax = bytesMaxOf(contentType);
    if (Number(headers["content-length"] ?? 0) > bytesMax) throw tooLong(contentType, bytesMax);
    return contentType;
  } catch (error) {
    discard(body);
    throw error;
  }
}

const tooLong = (contentType: string, bytesMax: number) =>
  new MediaRefused(11751, `More than ${bytesMax} bytes of ${contentType}`);

/** Frees the connection of a body that nobody reads. */
export function discard(body: Readable): void {
  body.on("error", () => {});
  body.destroy();
}

/** Calls that fail for a reason of ours, not of the other side. */
const OWN_DISK: ReadonlySet<string> = new Set(["mkdir", "open", "write", "fsync"]);

export const isOwnDisk = (error: Error) => OWN_DISK.has((error as NodeJS.ErrnoException).syscall ?? "");

/** Longer than any fetch: nobody writes a file for so long. */
const ABANDONED_MS = 3_600_000;

/** Removes what fetches that were cut off have left in `folder`. */
export async function tidySpool(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const written = await stat(file).catch(() => undefined);
    if (written && now.getTime() - written.mtimeMs > ABANDONED_MS) await rm(file, { force: true });
  }
}
