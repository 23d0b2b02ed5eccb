import { areaCodeOf, overlaysOf } from "@/lib/domain/area-codes";
import { countryName } from "@/lib/domain/countries";
import type { NumberType } from "@/lib/domain/settings";

export type SenderType = NumberType | "short-code";

/** A member of a sender pool, as far as choosing needs it. */
export type Sender = {
  readonly id: string;
  /** E.164, or the digits of a short code. */
  readonly phoneNumber: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly type: SenderType;
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean };
  /** An operator keeps it out of the choice; a request that names it as From still gets it. */
  readonly paused?: boolean;
  /** When it joined the pool; the oldest wins a tie. */
  readonly addedAt: Date;
};

/** What is known of a message before it has a sender. */
export type Recipient = {
  /** E.164. */
  readonly to: string;
  /** ISO 3166-1 alpha-2; null when no country can be told. */
  readonly country: string | null;
  readonly hasMedia: boolean;
};

/** Why a sender cannot carry a message at all. */
export type Obstacle = "no sms" | "no mms" | "out of reach";

/** Why a sender was not taken, besides being busier than the winner. */
export type RejectionReason = Obstacle | "paused" | "other country" | "lower priority" | "other area";

export type Rejected = { readonly senderId: string; readonly reason: RejectionReason };

/** The rule that decided, before the least busy of `considered` was taken. */
export type SelectionRule =
  | "from"
  | "sticky"
  | "short code"
  | "toll-free first"
  | "area code"
  | "country"
  | "us number"
  | "any";

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
      readonly code: 21703 | 21704 | 21711 | 21612 | 21621 | 21661;
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
  readonly byNumber: ReadonlyMap<string, Sender>;
  readonly byId: ReadonlyMap<string, Sender>;
  /** At most two for each country. */
  readonly plans: Map<string, Plan>;
};

export function compilePool(senders: readonly Sender[]): CompiledPool {
  const oldestFirst = senders.toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime());
  return {
    senders: oldestFirst,
    byNumber: new Map(oldestFirst.map((sender) => [sender.phoneNumber, sender])),
    byId: new Map(oldestFirst.map((sender) => [sender.id, sender])),
    plans: new Map(),
  };
}

/**
 * Chooses the sender of a message: the request's own From; else the one the recipient knows; else of those that reach the
 * recipient a sender of their country (then a US number, then any), a short code before numbers, in Canada toll-free
 * before long codes, in the US and Canada a long code of the recipient's area; of these one that is not set aside, with
 * the least waiting, then the one idle for longest, then the oldest. Below 20 µs for a pool of 400.
 * @source behaviour §2.1–2.5
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
 * Why this sender cannot carry this message; undefined when it can. US and Canadian numbers are reached only from US and
 * Canadian ones, and a short code reaches its own country only.
 * @source behaviour §2.1 (eligibility)
 */
export function obstacleOf(
  sender: Pick<Sender, "country" | "type" | "capabilities">,
  { country, hasMedia }: Pick<Recipient, "country" | "hasMedia">,
): Obstacle | undefined {
  if (hasMedia ? !sender.capabilities.mms : !sender.capabilities.sms) return hasMedia ? "no mms" : "no sms";
  if (sender.type === "short-code" && sender.country !== country) return "out of reach";
  if (isUsOrCanada(country) && !isUsOrCanada(sender.country)) return "out of reach";
  return undefined;
}

/** What a message fails with whose sender was named and has this obstacle. @source behaviour §1.4 */
export const CODE_OF_OBSTACLE = { "no sms": 21661, "no mms": 21621, "out of reach": 21612 } as const satisfies Record<
  Obstacle,
  number
>;

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
  const sender = pool.byNumber.get(from);
  if (sender === undefined) return { ok: false, code: 21711, rejected: [] };
  const obstacle = obstacleOf(sender, message);
  if (obstacle) {
    return { ok: false, code: CODE_OF_OBSTACLE[obstacle], rejected: [{ senderId: sender.id, reason: obstacle }] };
  }
  return { ok: true, senderId: sender.id, rule: "from", considered: [sender.id], rejected: [] };
}

function planFor(message: Recipient, pool: CompiledPool): Plan {
  const key = `${message.country}${message.hasMedia ? "+media" : ""}`;
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
  const local = usable.filter((sender) => sender.country === message.country);
  const american = usable.filter((sender) => sender.country === "US");
  const [nearest, reach]: [Sender[], SelectionRule] =
    local.length > 0 ? [local, "country"] : american.length > 0 ? [american, "us number"] : [usable, "any"];
  const [preferred, rule] = preferredType(message, nearest, reach);
  reject(rejected, usable, nearest, "other country");
  reject(rejected, nearest, preferred, "lower priority");
  return {
    ...choiceOf(rule, preferred, rejected),
    usable: new Set(usable.map(({ id }) => id)),
    sameCountry: local.length > 0,
    byAreaCode: new Map(),
  };
}

/** @source behaviour §2.1.3 */
function preferredType(message: Recipient, senders: Sender[], rule: SelectionRule): [Sender[], SelectionRule] {
  const shortCodes = senders.filter(({ type }) => type === "short-code");
  if (shortCodes.length > 0) return [shortCodes, "short code"];
  const tollFree = message.country === "CA" ? senders.filter(({ type }) => type === "toll-free") : [];
  return tollFree.length > 0 && tollFree.length < senders.length ? [tollFree, "toll-free first"] : [senders, rule];
}

/** Only long codes have an area; if none is of the recipient's, all stay, without looking for a near one. @source behaviour §2.4 */
function narrowedToArea(message: Recipient, plan: Plan): Choice {
  const areaCode = isUsOrCanada(message.country) ? areaCodeOf(message.to) : undefined;
  if (areaCode === undefined || plan.rule === "short code" || plan.rule === "toll-free first") return plan;
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
