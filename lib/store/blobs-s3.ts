import { readFile, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import type { Blobs } from "@/lib/store/blobs";

export type S3Settings = {
  /** Base of the store, such as `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Until it answers; a body may take as long as its reader does. */
const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/**
 * Files in a bucket of any store that speaks S3 with signature version 4, addressed by path. A store that does not answer
 * is tried again by whoever asked.
 * @source Amazon S3 API: PutObject, GetObject, DeleteObject
 */
export function createS3Blobs({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): Blobs {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: RETRIES });
  const urlOf = (id: string) => `${endpoint}/${bucket}/media/${id}`;

  async function request(method: string, id: string, init: RequestInit = {}): Promise<Response | undefined> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error("The media store does not answer")), TIMEOUT_MS);
    const response = await client
      .fetch(urlOf(id), { ...init, method, signal: late.signal })
      .finally(() => clearTimeout(timer));
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404 && method !== "PUT") return undefined;
    throw new Error(`The media store answered ${response.status} to ${method}`);
  }

  return {
    async put(id, file, contentType) {
      const headers = { "Content-Type": contentType };
      await request("PUT", id, { body: new Uint8Array(await readFile(file)), headers });
      await rm(file, { force: true });
    },
    async open(id, range) {
      const response = await request(
        "GET",
        id,
        range ? { headers: { Range: `bytes=${range.start}-${range.end}` } } : {},
      );
      return response?.body ? Readable.fromWeb(response.body as ReadableStream) : undefined;
    },
    async remove(id) {
      await request("DELETE", id);
    },
  };
}
