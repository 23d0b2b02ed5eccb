import type { Readable } from "node:stream";
import type { Media } from "@/lib/domain/media";
import { extensionOf } from "@/lib/domain/media-type";
import { toSid } from "@/lib/domain/sid";
import { log } from "@/lib/log";
import type { Ctx } from "@/lib/operations/ctx";
import { mediaAt } from "@/lib/operations/media";
import { isUnavailable } from "@/lib/operations/unavailable";

export type BytesRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The Range header. */
  readonly range: string | undefined;
};

export type BytesResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | string;
};

export type ServeBytes = (request: BytesRequest) => Promise<BytesResponse>;

/** Whether files are served there: by signed links, and by the public ones of converted messages. */
export const isBytesPath = (url: string) => /^\/(media|m)\//.test(url);

/**
 * What a file that a stranger sent may do in a browser: be shown by a page of ours, be saved, and nothing else.
 * @source trust S19
 */
const HARMLESS = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
};

/** Serves the files of messages to whoever has a link. */
export function createMediaBytes(world: Pick<Ctx, "db" | "media" | "now">): ServeBytes {
  return async ({ method, url, range }) => {
    if (method !== "GET" && method !== "HEAD") {
      return text(405, "Only GET and HEAD", { Allow: "GET, HEAD" });
    }
    try {
      const file = await mediaAt(world, url);
      if (!file) return text(404, "There is no file here, or its link is over");
      const asked = readRange(range, file.bytes);
      if (asked === null) return text(416, "Beyond the end", { "Content-Range": `bytes */${file.bytes}` });
      const { status, headers } = headOf(file, asked);
      if (method === "HEAD") return { status, headers, body: "" };
      const body = await world.media.blobs.open(file.id, asked);
      if (body) return { status, headers, body };
      log.error("media.missing", { mediaId: file.id });
      return text(404, "There is no file here any more");
    } catch (error) {
      log.error("media.failed", { error });
      return isUnavailable(error) ? text(503, "Try again in a moment") : text(500, "The file could not be read");
    }
  };
}

type Range = { readonly start: number; readonly end: number };

function headOf(file: Media, range: Range | undefined) {
  const name = file.fileName ?? `${toSid("ME", file.id)}.${extensionOf(file.contentType)}`;
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  const headers = {
    ...HARMLESS,
    "Content-Type": file.contentType,
    "Content-Length": String(end - start + 1),
    "Content-Disposition": `attachment; filename="${name}"`,
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, max-age=300",
    "Last-Modified": file.storedAt.toUTCString(),
    ...(range && { "Content-Range": `bytes ${start}-${end}/${file.bytes}` }),
  };
  return { status: range ? 206 : 200, headers };
}

/**
 * The one range a Range header asks for. Several at once, and what cannot be read, count as all of it.
 * @returns undefined for all of it, null for what lies beyond its end
 * @source RFC 9110 §14.1.2, §14.2
 */
function readRange(header: string | undefined, bytes: number): Range | undefined | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") return Number(last) === 0 ? null : { start: Math.max(0, bytes - Number(last)), end: bytes - 1 };
  const start = Number(first);
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (start >= bytes) return null;
  return end < start ? undefined : { start, end };
}

function text(status: number, sentence: string, headers: Record<string, string> = {}): BytesResponse {
  return {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", ...headers },
    body: `${sentence}\n`,
  };
}
