import { gunzipSync } from "node:zlib";

/**
 * The body of an answer as text: unpacked, and decoded by the charset its Content-Type names, else as UTF-8. What cannot
 * be unpacked is empty.
 * @param headers names in lower case
 * @param bytesMax of the unpacked body
 * @returns `isCut` when unpacked it is longer than `bytesMax`
 */
export function answerText(
  bytes: Buffer,
  headers: Readonly<Record<string, string>>,
  bytesMax: number,
): { text: string; isCut: boolean } {
  const decoded = (body: Buffer) => printable(decoderFor(headers["content-type"]).decode(body));
  if (headers["content-encoding"] !== "gzip" || bytes.length === 0) return { text: decoded(bytes), isCut: false };
  try {
    return { text: decoded(gunzipSync(bytes, { maxOutputLength: bytesMax })), isCut: false };
  } catch (error) {
    return { text: "", isCut: (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" };
  }
}

const UTF_8 = new TextDecoder();

function decoderFor(contentType = ""): TextDecoder {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined || charset === "utf-8") return UTF_8;
  try {
    return new TextDecoder(charset);
  } catch {
    return UTF_8;
  }
}

/** PostgreSQL keeps no NUL. */
export const printable = (text: string): string => text.replaceAll("\0", "\u{fffd}").toWellFormed();
