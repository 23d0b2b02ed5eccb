import { isChannelType } from "@/lib/domain/address";
import {
  type AdvancedOptOut,
  DEFAULT_KEYWORDS,
  type KeywordSet,
  normalise,
  OPT_OUT_TYPES,
  type OptOutType,
} from "@/lib/domain/advanced-opt-out";
import type { SenderType } from "@/lib/domain/settings";

/** What an opt-out keeps silent: every sender of a service, or one number. */
export type OptOutScope = "service" | "sender";

/** Who set it down. */
export const OPT_OUT_SOURCES = ["keyword", "console", "api", "import"] as const;
export type OptOutSource = (typeof OPT_OUT_SOURCES)[number];

/** A time in which a recipient wants nothing from a service, or from one sender; open until it ended. */
export type OptOut = {
  readonly id: string;
  readonly accountId: string;
  /** E.164. */
  readonly recipient: string;
  /** Exactly one of the two is set. */
  readonly serviceId: string | null;
  /** E.164. */
  readonly sender: string | null;
  readonly startedAt: Date;
  readonly source: OptOutSource;
  /** The recipient's number, the operator's e-mail, or the SID of the credential. */
  readonly actor: string;
  /** The word that was sent, or what somebody wrote down. */
  readonly reason: string | null;
  readonly messageId: string | null;
  readonly endedAt: Date | null;
  readonly endSource: OptOutSource | null;
  readonly endActor: string | null;
  readonly endReason: string | null;
  readonly endMessageId: string | null;
};

/** A text that is a keyword, and what follows from it. */
export type Keyword = {
  readonly type: OptOutType;
  /** As it is compared: `stop`. */
  readonly word: string;
  /** Which list knew it; `network`: the toll-free network, which nothing overrides. */
  readonly list: "network" | "default" | "standard" | "country" | "language";
  /** Of the list, where it has one. */
  readonly language: string | null;
  /** What STOP closes, START opens again, and HELP asks about. */
  readonly scopes: readonly OptOutScope[];
  /** What the toll-free network answers by itself, in its own words. */
  readonly networkReply: string | null;
  /** What we answer. */
  readonly reply: string | null;
  /** Told to the webhook: the service's own lists knew it. */
  readonly optOutType: OptOutType | null;
};

/** Where a text arrived. */
export type Arrival = {
  readonly senderType: SenderType;
  /** The number is in a service's pool. */
  readonly inService: boolean;
  /** Of whoever wrote, ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** The service's own keywords; null unless they are on. */
  readonly advanced: AdvancedOptOut | null;
};

/**
 * Reads a text as a keyword: the whole of it must be one, whatever its case. By default long codes know the usual words,
 * and so do short codes in a service; a short code alone and the channels know none: there the application answers. In the
 * toll-free network STOP, START and UNSTOP are the network's. A service's own keywords replace the usual ones for all its senders.
 * @returns undefined for any other text
 * @source behaviour §5.1–5.3
 */
export function readKeyword(text: string, arrival: Arrival): Keyword | undefined {
  const word = normalise(text);
  const own = arrival.advanced ? findIn(arrival.advanced, word, arrival.country) : undefined;
  if (arrival.senderType === "toll-free") return onTollFree(word, own, arrival);
  if (arrival.advanced) return own && keyword(word, own, own.type, scopesOf(own.type, arrival));
  if (isChannelType(arrival.senderType) || (arrival.senderType === "short-code" && !arrival.inService))
    return undefined;
  const usual = findIn(null, word, null);
  return usual && keyword(word, usual, null, scopesOf(usual.type, arrival));
}

/**
 * What is answered to a keyword, in order. A second STOP, and HELP from someone who is opted out, get no answer. START gets
 * the usual one only if it changed something, since YES is also an everyday word; a service's own always.
 * @param before whether the recipient was opted out when it came
 * @source behaviour §5.1, §5.2
 */
export function answersTo({ type, networkReply, reply, optOutType }: Keyword, before: boolean): string[] {
  switch (type) {
    case "STOP":
      return before ? [] : given([networkReply, reply]);
    case "START":
      return before ? given([networkReply, reply]) : given([optOutType && reply]);
    case "HELP":
      return before ? [] : given([reply]);
  }
}

const given = (texts: readonly (string | null)[]): string[] => texts.filter((text) => text !== null);

type Found = Pick<Keyword, "type" | "list" | "language" | "reply">;

/** Country, then language, then standard; the first list that has the word decides. @source behaviour §5.3, our choice */
function findIn(advanced: AdvancedOptOut | null, word: string, country: string | null): Found | undefined {
  if (!advanced) return lookUp(DEFAULT_KEYWORDS, word, "default", null);
  const ofCountry = advanced.countries.find((entry) => entry.country === country)?.languages ?? [];
  for (const set of ofCountry) {
    const found = lookUp(set, word, "country", set.language);
    if (found) return found;
  }
  for (const set of advanced.languages) {
    const found = lookUp(set, word, "language", set.language);
    if (found) return found;
  }
  return lookUp(advanced.standard, word, "standard", null);
}

function lookUp(set: KeywordSet, word: string, list: Found["list"], language: string | null): Found | undefined {
  const type = OPT_OUT_TYPES.find((one) => set[one].keywords.includes(word));
  return type && { type, list, language, reply: set[type].reply || null };
}

const keyword = (
  word: string,
  found: Found,
  optOutType: OptOutType | null,
  scopes: readonly OptOutScope[],
): Keyword => ({ ...found, word, scopes, networkReply: null, optOutType });

/** A number in a service stands for the service; START also opens what was closed before it joined. @source behaviour §5.1 */
function scopesOf(type: OptOutType, { inService }: Pick<Arrival, "inService">): readonly OptOutScope[] {
  if (type === "STOP") return inService ? ["service"] : ["sender"];
  return inService ? ["sender", "service"] : ["sender"];
}

/**
 * The network keeps its own list by number, in one word to leave and two to come back; the service's own keywords add to
 * it and cannot undo it. Of the usual words only those for help are left.
 * @source behaviour §5.2
 */
function onTollFree(word: string, own: Found | undefined, { inService }: Arrival): Keyword | undefined {
  if (word === "stop") {
    const scopes: OptOutScope[] = own ? ["sender", "service"] : ["sender"];
    const networkReply = `NETWORK MSG: You replied with the word "${word}" which blocks all texts sent from this number. Text back "unstop" to receive messages again.`;
    return network({ type: "STOP", word, scopes, networkReply, reply: null, optOutType: own?.type ?? null });
  }
  if (word === "start" || word === "unstop") {
    const scopes = scopesOf("START", { inService });
    const networkReply = `NETWORK MSG: You have replied "${word}" and will begin receiving messages again from this number.`;
    const optOutType = own?.type ?? null;
    return network({ type: "START", word, scopes, networkReply, reply: own?.reply ?? null, optOutType });
  }
  if (own) return keyword(word, own, own.type, own.type === "HELP" ? ["sender", "service"] : ["service"]);
  const usual = findIn(null, word, null);
  return usual?.type === "HELP" ? keyword(word, usual, null, scopesOf("HELP", { inService })) : undefined;
}

const network = (found: Omit<Keyword, "list" | "language">): Keyword => ({
  ...found,
  list: "network",
  language: null,
});
