import type { Readable } from "node:stream";

/** First and last byte, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/** Where files are kept, by the id of their row. Every gateway and console must see the same ones. */
export type Blobs = {
  /**
   * Keeps a file for good: once this resolves it survives a crash. A file that is there under that id is replaced.
   * @param file path of a local file, which is the caller's no more
   */
  put(id: string, file: string, contentType: string): Promise<void>;
  /** Its bytes; undefined when nothing is kept under that id. */
  open(id: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Nothing to remove is no error. */
  remove(id: string): Promise<void>;
};
