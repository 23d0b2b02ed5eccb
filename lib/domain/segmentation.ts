export type Encoding = "GSM-7" | "UCS-2";

export type Segmentation = {
  readonly encoding: Encoding;
  readonly segments: number;
  /** The text of each part, in order; joined they are the body. */
  readonly parts: readonly string[];
  /** Septets (GSM-7) or UTF-16 code units (UCS-2) of the whole body. */
  readonly units: number;
  /** Every character that GSM-7 does not know, and so what makes the body UCS-2; `index` counts UTF-16 units. */
  readonly forcing: readonly { readonly char: string; readonly codePoint: number; readonly index: number }[];
};

/**
 * Units in one part: alone, or among several, where a 6-octet header takes its share of the 140 octets.
 * @source 3GPP TS 23.040 §9.2.3.24.1; behaviour §1.9
 */
const UNITS_PER_PART = {
  "GSM-7": { alone: 160, among: 153 },
  "UCS-2": { alone: 70, among: 67 },
} as const;

/** @source 3GPP TS 23.038 §6.2.1, without the escape itself */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Two septets each: the escape and the character. @source 3GPP TS 23.038 §6.2.1.1 */
const EXTENSION = "\f^{}\\[~]|€";

/** Septets of each UTF-16 unit; 0 where GSM-7 has no such character. */
const SEPTETS = new Uint8Array(0x10000);
for (const char of BASIC) SEPTETS[char.charCodeAt(0)] = 1;
for (const char of EXTENSION) SEPTETS[char.charCodeAt(0)] = 2;

const septetsAt = (body: string, index: number) => SEPTETS[body.charCodeAt(index)] ?? 0;

/**
 * Encoding and number of parts, without making the parts: for the way of every message. An empty body is one part.
 * @source behaviour §1.9
 */
export function countSegments(body: string): { encoding: Encoding; segments: number } {
  const septets = septetsOf(body);
  if (septets === undefined) {
    const { alone } = UNITS_PER_PART["UCS-2"];
    return { encoding: "UCS-2", segments: body.length <= alone ? 1 : countParts(body, "UCS-2") };
  }
  if (septets <= UNITS_PER_PART["GSM-7"].alone) return { encoding: "GSM-7", segments: 1 };
  const hasEscapes = septets > body.length;
  const segments = hasEscapes ? countParts(body, "GSM-7") : Math.ceil(septets / UNITS_PER_PART["GSM-7"].among);
  return { encoding: "GSM-7", segments };
}

/** The parts themselves and what forced the encoding: for the carrier and for whoever looks at one message. */
export function segmentsOf(body: string): Segmentation {
  const septets = septetsOf(body);
  const encoding: Encoding = septets === undefined ? "UCS-2" : "GSM-7";
  const units = septets ?? body.length;
  const parts: string[] = [];
  if (units <= UNITS_PER_PART[encoding].alone) {
    parts.push(body);
  } else {
    for (let start = 0; start < body.length; ) {
      const end = endOfPart(body, start, encoding);
      parts.push(body.slice(start, end));
      start = end;
    }
  }
  return { encoding, segments: parts.length, parts, units, forcing: encoding === "UCS-2" ? forcingOf(body) : [] };
}

/** Septets of a body, or undefined when GSM-7 lacks one of its characters. */
function septetsOf(body: string): number | undefined {
  let septets = 0;
  for (let index = 0; index < body.length; index++) {
    const cost = septetsAt(body, index);
    if (cost === 0) return undefined;
    septets += cost;
  }
  return septets;
}

function countParts(body: string, encoding: Encoding): number {
  let parts = 0;
  for (let start = 0; start < body.length; start = endOfPart(body, start, encoding)) parts++;
  return parts;
}

/** Where the part that begins at `start` ends: as late as possible, but never inside an escape or a surrogate pair. */
function endOfPart(body: string, start: number, encoding: Encoding): number {
  let room: number = UNITS_PER_PART[encoding].among;
  if (encoding === "GSM-7") {
    let end = start;
    while (end < body.length && septetsAt(body, end) <= room) room -= septetsAt(body, end++);
    return end;
  }
  const end = start + room;
  if (end >= body.length) return body.length;
  return isHighSurrogate(body.charCodeAt(end - 1)) && isLowSurrogate(body.charCodeAt(end)) ? end - 1 : end;
}

function forcingOf(body: string): Segmentation["forcing"] {
  const forcing: { char: string; codePoint: number; index: number }[] = [];
  let index = 0;
  for (const char of body) {
    if (septetsAt(char, 0) === 0) forcing.push({ char, codePoint: char.codePointAt(0) ?? 0, index });
    index += char.length;
  }
  return forcing;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
