import { channelOf, channelOfType, isChannelType } from "@/lib/domain/address";
import { alphaSupport } from "@/lib/domain/alpha-sender";
import { areaCodeOf, overlaysOf } from "@/lib/domain/area-codes";
import { countryName } from "@/lib/domain/countries";
import type { SenderType } from "@/lib/domain/settings";

/** A member of a sender pool, as far as choosing needs it. */
export type Sender = {
  readonly id: string;
  /** E.164, the digits of a short code, a name, or an address with its channel's prefix. */
  readonly phoneNumber: string;
  /** ISO 3166-1 alpha-2; of a name the only country it is used for; null: of no country. */
  readonly country: string | null;
  readonly type: SenderType;
  /** A name that was made for destinations: it comes before the service's own. */
  readonly forDestination?: boolean;
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean };
  /** An operator keeps it out of the choice; a request that names it as From still gets it. */
  readonly paused?: boolean;
  /** When it joined the pool; the oldest wins a tie. */
  readonly addedAt: Date;
};

/** What is known of a message before it has a sender. */
export type Recipient = {
  /** E.164, or an address with its channel's prefix; '' stands for any number of the country. */
  readonly to: string;
  /** ISO 3166-1 alpha-2; null when no country can be told. */
  readonly country: string | null;
  readonly hasMedia: boolean;
};

/** Why a sender cannot carry a message at all. */
export type Obstacle =
  | "no sms"
  | "no mms"
  | "out of reach"
  | "other channel"
  | "short code abroad"
  | "no names there"
  | "other destination";

/** Why a sender was not taken, besides being busier than the winner. */
export type RejectionReason = Obstacle | "paused" | "other country" | "lower priority" | "other area";

export type Rejected = { readonly senderId: string; readonly reason: RejectionReason };

/** The rule that decided, before the least busy of `considered` was taken. */
export type SelectionRule =
  | "from"
  | "sticky"
  | "rcs"
  | "short code"
  | "destination name"
  | "name"
  | "toll-free first"
  | "area code"
  | "country"
  | "us number"
  | "any"
  | "channel";

export type Selection =
  | {
      readonly ok: true;
      readonly senderId: string;
      readonly rule: SelectionRule;
      /** The senders the rule left, the winner among them. */
      readonly considered: readonly string[];
      readonly rejected: readonly Rejected[];
    }
  | {
      readonly ok: false;
      /** 21704 empty pool, 21711 From is not in it, 21703 nobody can carry it; else why the given From cannot. */
      readonly code: 21703 | 21704 | 21711 | 21612 | 21621 | 21659 | 21661 | 21910;
      readonly rejected: readonly Rejected[];
    };

/** What the pool's past says. Asked once for each sender still in question, so answers must be cheap. */
export type SelectionHistory = {
  /** Who this recipient last heard from in this service. */
  readonly stickySenderId?: string | undefined;
  /** Segments that wait for the sender. */
  readonly queuedSegments: (senderId: string) => number;
  /** When it last took a message, ms since epoch; 0 for never. */
  readonly lastUsed: (senderId: string) => number;
  /** Whether more of its messages fail than usual: it is taken only where no other is left. */
  readonly isAside?: ((senderId: string) => boolean) | undefined;
};

export type SelectionSettings = { readonly stickySender: boolean; readonly areaCodeGeomatch: boolean };

/** What follows from the pool alone for one destination: worked out once, shared by all messages to it. */
type Plan = Choice & {
  readonly usable: ReadonlySet<string>;
  readonly sameCountry: boolean;
  readonly byAreaCode: Map<string, Choice>;
};

type Choice = {
  readonly rule: SelectionRule;
  readonly candidates: readonly Sender[];
  readonly considered: readonly string[];
  readonly rejected: readonly Rejected[];
};

/** A pool ready to be chosen from. Made again whenever the pool changes. */
export type CompiledPool = {
  /** Oldest first. */
  readonly senders: readonly Sender[];
  /** Names may come several times: one for each destination. */
  readonly byNumber: ReadonlyMap<string, readonly Sender[]>;
  readonly byId: ReadonlyMap<string, Sender>;
  /** At most two for each channel and country. */
  readonly plans: Map<string, Plan>;
};

export function compilePool(senders: readonly Sender[]): CompiledPool {
  const oldestFirst = senders.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime());
  return {
    senders: oldestFirst,
    byNumber: groupedByNumber(oldestFirst),
    byId: new Map(oldestFirst.map((sender) => [sender.id, sender])),
    plans: new Map(),
  };
}

function groupedByNumber(senders: readonly Sender[]): ReadonlyMap<string, readonly Sender[]> {
  const groups = new Map<string, Sender[]>();
  for (const sender of senders) {
    const group = groups.get(sender.phoneNumber);
    if (group) group.push(sender);
    else groups.set(sender.phoneNumber, [sender]);
  }
  return groups;
}

/**
 * Chooses the sender of a message: the request's own From; else the one the recipient knows; else of those on the
 * recipient's channel that reach them: an RCS sender, a short code, a name (of the destination, of all destinations, the
 * service's own), a number. Of these a sender of their country (then a US number, then any), in Canada toll-free before
 * long codes, in the US and Canada a long code of the recipient's area; and of what is left one that is not set aside,
 * with the least waiting, then the one idle for longest, then the oldest. Below 20 µs for a pool of 400.
 * @source behaviour §2.1–2.8
 */
export function selectSender(
  message: Recipient & { readonly from?: string | null },
  pool: CompiledPool,
  history: SelectionHistory,
  settings: SelectionSettings,
): Selection {
  if (pool.senders.length === 0) return { ok: false, code: 21704, rejected: [] };
  if (message.from) return asRequested(message, message.from, pool);

  const plan = planFor(message, pool);
  const known = settings.stickySender ? pool.byId.get(history.stickySenderId ?? "") : undefined;
  if (
    known &&
    plan.rule !== "rcs" &&
    isRemembered(known.type) &&
    plan.usable.has(known.id) &&
    !history.isAside?.(known.id) &&
    (known.country === message.country || !plan.sameCountry)
  ) {
    return { ok: true, senderId: known.id, rule: "sticky", considered: [known.id], rejected: [] };
  }

  const choice = settings.areaCodeGeomatch ? narrowedToArea(message, plan) : plan;
  const winner = leastBusy(choice.candidates, history);
  if (winner === undefined) return { ok: false, code: 21703, rejected: choice.rejected };
  return { ok: true, senderId: winner.id, rule: choice.rule, considered: choice.considered, rejected: choice.rejected };
}

/**
 * Whether recipients get to know a sender of this type: which name or agent they see follows from where they are, and on
 * Messenger they wrote to a page.
 * @source behaviour §2.3
 */
export const isRemembered = (type: SenderType): boolean =>
  type !== "alphanumeric" && type !== "rcs" && type !== "messenger";

/**
 * Why this sender cannot carry this message; undefined when it can. Each channel has senders of its own. US and Canadian
 * numbers are reached only from US and Canadian ones, a short code reaches its own country only, and names reach where
 * networks show them. RCS is taken to reach every number.
 * @source behaviour §2.1 (eligibility), §2.7
 */
export function obstacleOf(
  { type, country, capabilities }: Pick<Sender, "country" | "type" | "capabilities">,
  to: Pick<Recipient, "to" | "country" | "hasMedia">,
): Obstacle | undefined {
  const channel = channelOf(to.to);
  if (channelOfType(type) !== channel && !(type === "rcs" && channel === "sms")) return "other channel";
  if (to.hasMedia ? !capabilities.mms : !capabilities.sms) return to.hasMedia ? "no mms" : "no sms";
  if (isChannelType(type)) return undefined;
  if (type === "short-code") return country === to.country ? undefined : "short code abroad";
  if (type === "alphanumeric") {
    if (alphaSupport(to.country) === "none") return "no names there";
    return country === null || country === to.country ? undefined : "other destination";
  }
  return isUsOrCanada(to.country) && !isUsOrCanada(country) ? "out of reach" : undefined;
}

/** What a message fails with whose sender was named and has this obstacle. @source behaviour §1.4, §2.1, §2.7, §2.8 */
export const CODE_OF_OBSTACLE = {
  "no sms": 21661,
  "no mms": 21621,
  "out of reach": 21612,
  "other channel": 21910,
  "short code abroad": 21659,
  "no names there": 21612,
  "other destination": 21612,
} as const satisfies Record<Obstacle, number>;

/** The sender of a pool that a request names, if possible one that can carry the message: a name may stand there for each destination. */
export function namedSender<Named extends Pick<Sender, "phoneNumber" | "country" | "type" | "capabilities">>(
  senders: readonly Named[],
  from: string,
  to: Pick<Recipient, "to" | "country" | "hasMedia">,
): Named | undefined {
  const named = senders.filter(({ phoneNumber }) => phoneNumber === from);
  return named.find((sender) => !obstacleOf(sender, to)) ?? named[0];
}

/**
 * Why this sender, as the end of "…, because": for the message page and for the forecast of the wizard.
 * @param candidates how many senders the rule left
 */
export function sentenceFor(
  rule: SelectionRule,
  { to, country, candidates }: { to: string; country: string | null; candidates: number },
): string {
  const place = country === null ? "this destination" : countryName(country);
  const only = candidates === 1;
  switch (rule) {
    case "from":
      return "the request names it as From";
    case "sticky":
      return "this recipient has been texted from it before (sticky sender)";
    case "rcs":
      return only
        ? "RCS comes first where it reaches, and it is the only RCS sender"
        : `RCS comes first where it reaches, and it is the least busy of ${candidates} RCS senders`;
    case "destination name":
      return `it is the name this service shows in ${place}`;
    case "name":
      return `${place} takes alphanumeric senders, which come before numbers`;
    case "channel":
      return only
        ? `the pool has no sender for ${place}, and it is the only one on this channel`
        : `the pool has no sender for ${place}, and it is the least busy of ${candidates} on this channel`;
    case "short code":
      return only
        ? `it is the short code for ${place}`
        : `it is the least busy of ${candidates} short codes for ${place}`;
    case "toll-free first":
      return only
        ? "Canada is texted from toll-free numbers first, and it is the only one"
        : `Canada is texted from toll-free numbers first, and it is the least busy of ${candidates}`;
    case "area code":
      return only
        ? `it is the only sender of the recipient's area (${areaCodeOf(to)})`
        : `it is the least busy of ${candidates} senders of the recipient's area (${areaCodeOf(to)})`;
    case "country":
      return only ? `it is the only sender for ${place}` : `it is the least busy of ${candidates} senders for ${place}`;
    case "us number":
      return only
        ? `the pool has no sender for ${place}, and it is the only US number`
        : `the pool has no sender for ${place}, and it is the least busy of ${candidates} US numbers`;
    case "any":
      return only
        ? `the pool has no sender for ${place} and no US number, and it is the only one that reaches it`
        : `the pool has no sender for ${place} and no US number, and it is the least busy of ${candidates}`;
  }
}

function asRequested(message: Recipient, from: string, pool: CompiledPool): Selection {
  const sender = namedSender(pool.byNumber.get(from) ?? [], from, message);
  if (sender === undefined) return { ok: false, code: 21711, rejected: [] };
  const obstacle = obstacleOf(sender, message);
  if (obstacle) {
    return { ok: false, code: CODE_OF_OBSTACLE[obstacle], rejected: [{ senderId: sender.id, reason: obstacle }] };
  }
  return { ok: true, senderId: sender.id, rule: "from", considered: [sender.id], rejected: [] };
}

function planFor(message: Recipient, pool: CompiledPool): Plan {
  const channel = channelOf(message.to);
  const place = channel === "sms" ? message.country : `${channel}:${message.country}`;
  const key = `${place}${message.hasMedia ? "+media" : ""}`;
  const known = pool.plans.get(key);
  if (known) return known;
  const plan = makePlan(message, pool.senders);
  pool.plans.set(key, plan);
  return plan;
}

function makePlan(message: Recipient, senders: readonly Sender[]): Plan {
  const rejected: Rejected[] = [];
  const usable = senders.filter((sender) => {
    const reason = obstacleOf(sender, message) ?? (sender.paused ? "paused" : undefined);
    if (reason) rejected.push({ senderId: sender.id, reason });
    return reason === undefined;
  });
  const [kind, ruleOfKind] = preferredKind(message, usable);
  const [nearest, ruleOfPlace] = nearestOf(message, kind);
  const [preferred, rule] = preferredNumbers(message, nearest, ruleOfKind ?? ruleOfPlace);
  reject(rejected, kind, nearest, "other country");
  reject(rejected, nearest, preferred, "lower priority");
  reject(rejected, usable, kind, "lower priority");
  return {
    ...choiceOf(rule, preferred, rejected),
    usable: new Set(usable.map(({ id }) => id)),
    sameCountry: usable.some(({ country }) => country === message.country),
    byAreaCode: new Map(),
  };
}

/** The kind of sender that comes first of those in the pool; where that alone decides, the rule. @source behaviour §2.1.3, §2.7 */
function preferredKind(message: Recipient, senders: Sender[]): [Sender[], SelectionRule | undefined] {
  if (channelOf(message.to) !== "sms") return [senders, undefined];
  const ofType = (type: SenderType) => senders.filter((sender) => sender.type === type);
  const names = ofType("alphanumeric");
  const forDestinations = names.filter(({ forDestination }) => forDestination);
  const kinds: [Sender[], SelectionRule][] = [
    [ofType("rcs"), "rcs"],
    [ofType("short-code"), "short code"],
    [forDestinations.filter(({ country }) => country !== null), "destination name"],
    [forDestinations, "name"],
    [names, "name"],
  ];
  return kinds.find(([kind]) => kind.length > 0) ?? [senders, undefined];
}

/** @source behaviour §2.2 */
function nearestOf(message: Recipient, senders: Sender[]): [Sender[], SelectionRule] {
  const local = senders.filter(({ country }) => country === message.country);
  if (local.length > 0) return [local, "country"];
  if (senders.some(({ type }) => isChannelType(type))) return [senders, "channel"];
  const american = senders.filter(({ country }) => country === "US");
  return american.length > 0 ? [american, "us number"] : [senders, "any"];
}

/** @source behaviour §2.1.3 */
function preferredNumbers(message: Recipient, senders: Sender[], rule: SelectionRule): [Sender[], SelectionRule] {
  const tollFree = message.country === "CA" ? senders.filter(({ type }) => type === "toll-free") : [];
  return tollFree.length > 0 && tollFree.length < senders.length ? [tollFree, "toll-free first"] : [senders, rule];
}

/** Only long codes have an area; if none is of the recipient's, all stay, without looking for a near one. @source behaviour §2.4 */
function narrowedToArea(message: Recipient, plan: Plan): Choice {
  const areaCode = isUsOrCanada(message.country) ? areaCodeOf(message.to) : undefined;
  if (areaCode === undefined || BESIDE_AREAS.has(plan.rule)) return plan;
  const known = plan.byAreaCode.get(areaCode);
  if (known) return known;
  const area = overlaysOf(areaCode);
  const near = plan.candidates.filter(
    ({ type, phoneNumber }) => type === "local" && area.includes(areaCodeOf(phoneNumber) ?? ""),
  );
  let choice: Choice = plan;
  if (near.length > 0) {
    const rejected = [...plan.rejected];
    reject(rejected, plan.candidates, near, "other area");
    choice = choiceOf("area code", near, rejected);
  }
  plan.byAreaCode.set(areaCode, choice);
  return choice;
}

/** Rules that leave no long codes. */
const BESIDE_AREAS: ReadonlySet<SelectionRule> = new Set(["rcs", "short code", "toll-free first"]);

/** Candidates come oldest first, so a tie in everything goes to the oldest. @source behaviour §2.5 */
function leastBusy(candidates: readonly Sender[], history: SelectionHistory): Sender | undefined {
  let best: Sender | undefined;
  let bestQueued = Number.POSITIVE_INFINITY;
  let bestUsed = Number.POSITIVE_INFINITY;
  let bestIsAside = true;
  for (const sender of candidates) {
    const isAside = history.isAside?.(sender.id) ?? false;
    if (isAside && !bestIsAside) continue;
    const isBetterOff = bestIsAside && !isAside;
    const queued = history.queuedSegments(sender.id);
    if (queued > bestQueued && !isBetterOff) continue;
    const used = history.lastUsed(sender.id);
    if (best === undefined || isBetterOff || queued < bestQueued || used < bestUsed) {
      best = sender;
      bestQueued = queued;
      bestUsed = used;
      bestIsAside = isAside;
    }
  }
  return best;
}

const choiceOf = (rule: SelectionRule, candidates: readonly Sender[], rejected: readonly Rejected[]): Choice => ({
  rule,
  candidates,
  considered: candidates.map(({ id }) => id),
  rejected,
});

function reject(rejected: Rejected[], from: readonly Sender[], kept: readonly Sender[], reason: RejectionReason): void {
  const keep = new Set(kept);
  for (const sender of from) if (!keep.has(sender)) rejected.push({ senderId: sender.id, reason });
}

const isUsOrCanada = (country: string | null) => country === "US" || country === "CA";
