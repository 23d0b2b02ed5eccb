import { countryName } from "@/lib/domain/countries";
import type {
  CompiledPool,
  RejectionReason,
  Selection,
  SelectionHistory,
  SelectionRule,
} from "@/lib/domain/sender-selection";

/**
 * Why a message got its sender, kept with the message: what each sender of the pool was to the choice at that moment,
 * and by which settings. Numbers, not ids, so that it can be read after a sender was released.
 */
export type Decision = {
  /** Null when nobody could carry the message. */
  readonly rule: SelectionRule | null;
  /** Of the service's settings and pool. */
  readonly revision: number;
  /** How many senders the rule left, and the oldest of them with the segments that waited for each; the winner is named. */
  readonly candidates: number;
  readonly kept: readonly { readonly number: string; readonly queued: number; readonly aside?: true }[];
  /** How many the rules took out, and the first of them. */
  readonly rejections: number;
  readonly rejected: readonly { readonly number: string; readonly reason: RejectionReason }[];
};

/** Of a pool of 400, the record names so many on either side. */
const NAMED_MAX = 20;

/** What is rejected follows from pool and destination alone, so all messages to it share one list. */
const named = new WeakMap<Selection["rejected"], Decision["rejected"]>();

/** @param queuedSegments as they were when the choice was made */
export function decisionOf(
  selection: Selection,
  { byId }: Pick<CompiledPool, "byId">,
  revision: number,
  { queuedSegments, isAside }: Pick<SelectionHistory, "queuedSegments" | "isAside">,
): Decision {
  const numberOf = (senderId: string) => byId.get(senderId)?.phoneNumber ?? "";
  const { rejected } = selection;
  let told = named.get(rejected);
  if (!told) {
    told = rejected.slice(0, NAMED_MAX).map(({ senderId, reason }) => ({ number: numberOf(senderId), reason }));
    named.set(rejected, told);
  }
  const considered = selection.ok ? selection.considered : [];
  const kept = considered.slice(0, NAMED_MAX);
  if (selection.ok && !kept.includes(selection.senderId)) kept[NAMED_MAX - 1] = selection.senderId;
  return {
    rule: selection.ok ? selection.rule : null,
    revision,
    candidates: considered.length,
    kept: kept.map((senderId) => {
      const told = { number: numberOf(senderId), queued: queuedSegments(senderId) };
      return isAside?.(senderId) ? { ...told, aside: true } : told;
    }),
    rejections: rejected.length,
    rejected: told,
  };
}

/** The record in the detail of a message's event, if there is a whole one. */
export function decisionIn(detail: Readonly<Record<string, unknown>>): Decision | undefined {
  const { decision } = detail as { decision?: Decision };
  return decision !== undefined && Array.isArray(decision.kept) && Array.isArray(decision.rejected)
    ? decision
    : undefined;
}

/** Why a sender was not in question, as a sentence. */
export function sentenceForRejection(reason: RejectionReason, country: string | null): string {
  const place = country === null ? "this destination" : countryName(country);
  switch (reason) {
    case "no sms":
      return "It cannot send texts.";
    case "no mms":
      return "It cannot send media.";
    case "out of reach":
      return `It does not reach ${place}.`;
    case "other channel":
      return "It sends on another channel.";
    case "short code abroad":
      return `A short code of another country than ${place}.`;
    case "no names there":
      return `${place.charAt(0).toUpperCase()}${place.slice(1)} does not take alphanumeric senders.`;
    case "other destination":
      return `A name for another country than ${place}.`;
    case "paused":
      return "Paused by an operator.";
    case "other country":
      return `Another country: the pool has nearer senders for ${place}.`;
    case "lower priority":
      return "Another kind of sender comes first.";
    case "other area":
      return "Another area code: the pool has senders of the recipient's.";
  }
}

/** A line of the table that shows a decision. */
export type DecisionLine = {
  readonly number: string;
  readonly outcome: "chosen" | "kept" | "rejected";
  readonly text: string;
};

/** The table of a decision: the winner, who else could have been it, then who could not, each with the reason. */
export function linesOf(
  { kept, rejected }: Pick<Decision, "kept" | "rejected">,
  { from, country }: { from: string | null; country: string | null },
): DecisionLine[] {
  const waiting = (queued: number) =>
    queued === 0 ? "Nothing waited for it." : `${queued} ${queued === 1 ? "segment" : "segments"} waited for it.`;
  const lines = kept.map(({ number, queued, aside }): DecisionLine => {
    const outcome = number === from ? "chosen" : "kept";
    return {
      number,
      outcome,
      text: aside ? `Set aside: more of its messages failed than usual. ${waiting(queued)}` : waiting(queued),
    };
  });
  return [
    ...lines.filter(({ outcome }) => outcome === "chosen"),
    ...lines.filter(({ outcome }) => outcome === "kept"),
    ...rejected.map(
      ({ number, reason }): DecisionLine => ({
        number,
        outcome: "rejected",
        text: sentenceForRejection(reason, country),
      }),
    ),
  ];
}
