import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Blobs } from "@/lib/store/blobs";

/** Files in a folder, spread over 256 by the random end of their ids. */
export function createDiskBlobs(folder: string): Blobs {
  const folderOf = (id: string) => path.join(folder, id.slice(-2));
  const fileOf = (id: string) => path.join(folderOf(id), id);
  return {
    async put(id, file) {
      await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
      await rename(file, fileOf(id));
      await sync(folderOf(id));
    },
    async open(id, range) {
      const handle = await open(fileOf(id), "r").catch(unlessMissing);
      return handle?.createReadStream({ ...range, autoClose: true });
    },
    async remove(id) {
      await rm(fileOf(id), { force: true });
    },
  };
}

/** A new name in a folder survives a power cut only once the folder is written. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
