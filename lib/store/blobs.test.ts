import { createHash, createHmac } from "node:crypto";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Blobs } from "@/lib/store/blobs";
import { createDiskBlobs } from "@/lib/store/blobs-disk";
import { createS3Blobs } from "@/lib/store/blobs-s3";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const OWL = "0190a000-0000-7000-8000-0000000000ab";
const OTHER = "0190a000-0000-7000-8000-0000000000cd";
const SECRET = "a secret key";

/** A bucket on loopback that answers only what is signed right. */
const kept = new Map<string, Buffer>();
const requests: { method: string; url: string; type: string | undefined }[] = [];
let failures = 0;
const bucket = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "", url = "" } = request;
  requests.push({ method, url, type: request.headers["content-type"] });
  if (failures > 0) {
    failures -= 1;
    response.writeHead(503).end();
    return;
  }
  if (!isSigned(request)) {
    response.writeHead(403).end();
    return;
  }
  const found = kept.get(url);
  if (method === "PUT") {
    kept.set(url, Buffer.concat(chunks));
    response.writeHead(200).end();
  } else if (method === "DELETE") {
    kept.delete(url);
    response.writeHead(204).end();
  } else if (!found) {
    response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
  } else {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const [start, end] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, found.length];
    response.writeHead(range ? 206 : 200).end(found.subarray(start, end));
  }
});

/** @source AWS Signature Version 4, as the documentation of Amazon S3 describes it */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const [, credential = "", signed = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=AKIA\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const canonical = [
    method,
    url,
    "",
    ...signed.split(";").map((name) => `${name}:${headers[name]}`),
    "",
    signed,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const date = String(headers["x-amz-date"]);
  const digest = createHash("sha256").update(canonical).digest("hex");
  const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
  const key = credential.split("/").reduce<string | Buffer>((sofar, part) => hmac(sofar, part), `AWS4${SECRET}`);
  return hmac(key, ["AWS4-HMAC-SHA256", date, credential, digest].join("\n")).toString("hex") === signature;
}

beforeAll(() => new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve)));
afterAll(() => void bucket.close());

const s3 = () =>
  createS3Blobs({
    endpoint: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
    bucket: "owls",
    region: "eu-central-1",
    accessKeyId: "AKIA",
    secretAccessKey: SECRET,
  });

function fileOf(content: string): string {
  const file = path.join(temporaryFolder(), "owl");
  writeFileSync(file, content);
  return file;
}

const readIn = async (blobs: Blobs, id: string, range?: { start: number; end: number }) => {
  const stream = await blobs.open(id, range);
  return stream && text(stream);
};

describe.each([
  ["a folder", () => createDiskBlobs(temporaryFolder())],
  ["a bucket", s3],
] as const)("in %s", (_where, create) => {
  test("what is put can be read, in whole and in part, until it is removed", async () => {
    const blobs = create();
    const file = fileOf("hoot hoot");
    await blobs.put(OWL, file, "image/png");
    expect(existsSync(file)).toBe(false);
    expect(await readIn(blobs, OWL)).toBe("hoot hoot");
    expect(await readIn(blobs, OWL, { start: 5, end: 7 })).toBe("hoo");
    await blobs.put(OWL, fileOf("who"), "image/png");
    expect(await readIn(blobs, OWL)).toBe("who");
    await blobs.remove(OWL);
    await blobs.remove(OWL);
    expect(await readIn(blobs, OWL)).toBeUndefined();
  });

  test("what was never put is not there", async () => {
    expect(await readIn(create(), OTHER)).toBeUndefined();
  });
});

test("a folder keeps its files for its owner alone", async () => {
  const folder = temporaryFolder();
  await createDiskBlobs(folder).put(OWL, fileOf("hoot"), "image/png");
  expect(statSync(path.join(folder, "ab")).mode & 0o777).toBe(0o700);
});

test("a bucket that is busy for a moment is asked again, and keeps the type", async () => {
  failures = 1;
  requests.length = 0;
  await s3().put(OWL, fileOf("hoot"), "image/png");
  const put = { method: "PUT", url: `/owls/media/${OWL}`, type: "image/png" };
  expect(requests).toEqual([put, put]);
});

test("a bucket that stays away, or refuses the key, keeps the file with the caller", async () => {
  const file = fileOf("hoot");
  failures = 10;
  await expect(s3().put(OWL, file, "image/png")).rejects.toThrow("answered 503");
  failures = 0;
  const stranger = createS3Blobs({
    endpoint: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
    bucket: "owls",
    region: "eu-central-1",
    accessKeyId: "AKIA",
    secretAccessKey: "a guess",
  });
  await expect(stranger.put(OWL, file, "image/png")).rejects.toThrow("answered 403");
  await expect(stranger.open(OWL)).rejects.toThrow("answered 403");
  expect(existsSync(file)).toBe(true);
});
