/** What a file's first bytes say it is, as far as it matters here. */
type Kind =
  | "jpeg"
  | "png"
  | "gif"
  | "bmp"
  | "tiff"
  | "pdf"
  | "iso-media"
  | "ogg"
  | "ebml"
  | "mpeg-audio"
  | "mpeg-video"
  | "amr"
  | "au"
  | "ac3"
  | "zip"
  | "rtf"
  | "vcard"
  | "calendar"
  | "markup"
  | "other";

type Accepted = {
  /** What the bytes must be. */
  readonly kinds: readonly Kind[];
  /** Whether bytes that tell nothing are taken at their word. Text is whatever has no control characters. */
  readonly bare?: "binary" | "text";
  readonly extension: string;
};

const isoMedia = (extension: string): Accepted => ({ kinds: ["iso-media"], extension });
const frames = (extension: string): Accepted => ({ kinds: [], bare: "binary", extension });
const plain = (extension: string): Accepted => ({ kinds: [], bare: "text", extension });
const VCARD: Accepted = { kinds: ["vcard"], extension: "vcf" };

/** @source behaviour §1.10 (accepted for MMS) */
const ACCEPTED: Readonly<Record<string, Accepted>> = {
  "image/jpeg": { kinds: ["jpeg"], extension: "jpg" },
  "image/png": { kinds: ["png"], extension: "png" },
  "image/gif": { kinds: ["gif"], extension: "gif" },
  "image/bmp": { kinds: ["bmp"], extension: "bmp" },
  "image/tiff": { kinds: ["tiff"], extension: "tiff" },
  "audio/basic": { kinds: ["au"], bare: "binary", extension: "au" },
  "audio/l24": frames("l24"),
  "audio/mp4": isoMedia("m4a"),
  "audio/mpeg": { kinds: ["mpeg-audio"], extension: "mp3" },
  "audio/ogg": { kinds: ["ogg"], extension: "ogg" },
  "audio/3gpp": isoMedia("3gp"),
  "audio/3gpp2": isoMedia("3g2"),
  "audio/ac3": { kinds: ["ac3"], extension: "ac3" },
  "audio/webm": { kinds: ["ebml"], extension: "webm" },
  "audio/amr-nb": { kinds: ["amr", "iso-media"], extension: "amr" },
  "audio/amr": { kinds: ["amr", "iso-media"], extension: "amr" },
  "video/mpeg": { kinds: ["mpeg-video"], extension: "mpg" },
  "video/mp4": isoMedia("mp4"),
  "video/quicktime": isoMedia("mov"),
  "video/webm": { kinds: ["ebml"], extension: "webm" },
  "video/3gpp": isoMedia("3gp"),
  "video/3gpp2": isoMedia("3g2"),
  "video/3gpp-tt": frames("3gp"),
  "video/h261": frames("h261"),
  "video/h263": frames("h263"),
  "video/h264": frames("h264"),
  "text/vcard": VCARD,
  "text/x-vcard": VCARD,
  "text/directory": plain("vcf"),
  "text/csv": plain("csv"),
  "text/rtf": { kinds: ["rtf"], extension: "rtf" },
  "text/richtext": plain("rtx"),
  "text/calendar": { kinds: ["calendar"], extension: "ics" },
  "application/pdf": { kinds: ["pdf"], extension: "pdf" },
  "application/vcard": VCARD,
  "application/vnd.apple.pkpass": { kinds: ["zip"], extension: "pkpass" },
};

const SYNONYMS: Readonly<Record<string, string>> = { "image/jpg": "image/jpeg" };

/** So many first bytes are enough to judge a file. */
export const HEAD_BYTES = 512;

/** Shown in a message without being opened; everything else is small. @source behaviour §1.10 */
const SHOWN: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/gif"]);

export const isShown = (contentType: string) => SHOWN.has(contentType);

/** How long a file of this type may be. @source behaviour §1.10 (11751) */
export const bytesMaxOf = (contentType: string) => (isShown(contentType) ? 5 * 1_048_576 : 500 * 1_024);

export const extensionOf = (contentType: string): string => ACCEPTED[contentType]?.extension ?? "bin";

/**
 * The type a Content-Type header declares, without its parameters.
 * @returns undefined when messages cannot carry it
 */
export function acceptedType(header: string | undefined): string | undefined {
  const essence = (header ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const type = SYNONYMS[essence] ?? essence;
  return Object.hasOwn(ACCEPTED, type) ? type : undefined;
}

/**
 * Whether a file that is declared to be of an accepted type can be one. Markup, which a browser might run, is never taken
 * for anything else.
 * @param head its first {@link HEAD_BYTES}, or all of it
 * @source behaviour §1.10 (the declared type must be the true one, 12300); trust S19
 */
export function isTrueType(contentType: string, head: Uint8Array): boolean {
  const accepted = ACCEPTED[contentType];
  if (!accepted || head.length === 0) return false;
  const kind = kindOf(head);
  if (accepted.bare === "text") return kind !== "markup" && !head.some(isControl);
  return kind === undefined ? accepted.bare === "binary" : accepted.kinds.includes(kind);
}

/** Other than tabs, line breaks and the escape of ISO 2022. */
const isControl = (byte: number) => (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f;

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Bytes at the start, or after `at` others. @source IANA media types; WHATWG MIME Sniffing §6 */
const SIGNATURES: readonly (readonly [kind: Kind, bytes: Uint8Array, at?: number])[] = [
  ["jpeg", latin1("\xff\xd8\xff")],
  ["png", latin1("\x89PNG\r\n\x1a\n")],
  ["gif", latin1("GIF87a")],
  ["gif", latin1("GIF89a")],
  ["bmp", latin1("BM")],
  ["tiff", latin1("II*\0")],
  ["tiff", latin1("MM\0*")],
  ["pdf", latin1("%PDF-")],
  ...["ftyp", "moov", "mdat", "wide", "free", "skip"].map((box) => ["iso-media", latin1(box), 4] as const),
  ["ogg", latin1("OggS")],
  ["ebml", latin1("\x1a\x45\xdf\xa3")],
  ["mpeg-audio", latin1("ID3")],
  ["mpeg-video", latin1("\0\0\x01\xba")],
  ["mpeg-video", latin1("\0\0\x01\xb3")],
  ["amr", latin1("#!AMR")],
  ["au", latin1(".snd")],
  ["ac3", latin1("\x0b\x77")],
  ["zip", latin1("PK\x03\x04")],
  ["rtf", latin1("{\\rtf")],
  ["other", latin1("MZ")],
  ["other", latin1("\x7fELF")],
  ["other", latin1("#!/")],
  ["other", latin1("\x1f\x8b")],
  ["other", latin1("RIFF")],
];

/** What a browser would take for a page, whatever it is called. @source WHATWG MIME Sniffing §7.1 */
const MARKUP =
  /^<(\?xml|!--|svg|math|(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|img|form|link|meta|object|embed)[\s/>])/i;

function kindOf(head: Uint8Array): Kind | undefined {
  // Eleven set bits begin a frame.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0) return "mpeg-audio";
  for (const [kind, bytes, at = 0] of SIGNATURES) {
    if (bytes.every((byte, index) => head[at + index] === byte)) return kind;
  }
  const start = new TextDecoder("latin1").decode(head).replace(/^(ï»¿)?\s*/, "");
  if (MARKUP.test(start)) return "markup";
  if (/^BEGIN:VCARD\b/i.test(start)) return "vcard";
  if (/^BEGIN:VCALENDAR\b/i.test(start)) return "calendar";
  return undefined;
}
