/** One part of a long text, as a carrier brings it. */
export type InboundPart = {
  /** From 1 to the number of parts. */
  readonly number: number;
  readonly body: string;
};

/** What came so far under one reference from one number to another. */
export type Gathered = {
  readonly parts: readonly InboundPart[];
  /** They were all there, and the text was received. */
  readonly isJoined: boolean;
};

/**
 * What a part leads to: `wait` for the others; `join`, it was the last; `repeat`, it came before; `restart`, a reference
 * begins again with another text, since there are few of them.
 */
export type Joining = "wait" | "join" | "repeat" | "restart";

/** Ms after which a text is received with the parts that came. Our choice: carriers repeat a lost part within a minute. */
export const JOIN_MS = 120_000;
/** As many as 1,600 characters of UCS-2 take. */
export const PARTS_MAX = 24;

/**
 * Puts parts together whatever their order.
 * @param total parts of the text
 * @source 3GPP TS 23.040 §9.2.3.24.1 (reference, number of parts, number of the part)
 */
export function addPart({ parts, isJoined }: Gathered, part: InboundPart, total: number): Joining {
  const known = parts.find(({ number }) => number === part.number);
  if (known) return known.body === part.body ? "repeat" : "restart";
  if (isJoined) return "restart";
  return parts.length + 1 === total ? "join" : "wait";
}

/** The text of its parts, in their order; what is missing leaves no gap. */
export const joinedBody = (parts: readonly InboundPart[]): string =>
  [...parts]
    .sort((one, other) => one.number - other.number)
    .map(({ body }) => body)
    .join("");
