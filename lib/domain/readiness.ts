import { type ComplianceCode, geoBlock, registrationBlock } from "@/lib/domain/compliance";
import { countryName } from "@/lib/domain/countries";
import { rateTogether } from "@/lib/domain/pacing";
import { formatNumber } from "@/lib/domain/phone-number";
import type { ReviewStage } from "@/lib/domain/review";
import { compilePool, type SelectionHistory, type SelectionRule, selectSender } from "@/lib/domain/sender-selection";
import type {
  AccountSettings,
  NumberType,
  Registration,
  SenderSettings,
  SenderType,
  ServiceSettings,
} from "@/lib/domain/settings";

/** A pool member, as far as judging it needs. */
export type JudgedSender = Pick<
  SenderSettings,
  | "id"
  | "phoneNumber"
  | "country"
  | "type"
  | "forDestination"
  | "capabilities"
  | "registration"
  | "carrierKind"
  | "segmentsPerSecond"
  | "shared"
  | "smsUrl"
  | "paused"
  | "addedAt"
>;

export type ReadinessInput = {
  readonly pool: readonly JudgedSender[];
  /** ISO 3166-1 alpha-2 of the countries the service is meant to reach. */
  readonly destinations: readonly string[];
  readonly account: Pick<
    AccountSettings,
    "friendlyName" | "geoCountries" | "geoMode" | "longCodeMode" | "tollFreeMode" | "alphaMode"
  >;
  readonly service: Pick<ServiceSettings, "friendlyName" | "useInboundWebhookOnNumber" | "inboundRequestUrl">;
  /** Where the service's campaign stands; left out: it has none that registers numbers. */
  readonly campaign?: ReviewStage | undefined;
  /** How many numbers the account owns, in whichever pool. */
  readonly ownedNumbers: number;
  /** Whether the reader may change the account's permissions. */
  readonly mayAdminister: boolean;
  /** Segments a second of a simulated sender. */
  readonly simulatedMps: number;
};

/** `warn`: messages go out, but not all of them, not as expected, or not once the sandbox is left. */
export type Verdict = "ok" | "warn" | "blocked";

/** What puts it right. `label` is the button's text. */
export type Fix = { readonly label: string } & (
  | { readonly kind: "add-sender"; readonly country?: string; readonly type?: NumberType }
  | { readonly kind: "buy-number"; readonly country?: string; readonly type?: NumberType }
  | { readonly kind: "mark-registered"; readonly numberIds: readonly string[] }
  /** The campaign of the service: registers, corrects or shows it. */
  | { readonly kind: "campaign" }
  /** The verification of a toll-free number: begins, corrects or shows it. */
  | { readonly kind: "verification"; readonly numberId: string }
  | { readonly kind: "resume"; readonly numberIds: readonly string[] }
  | { readonly kind: "turn-on-country"; readonly country: string }
  | { readonly kind: "ask-admin"; readonly text: string }
  | { readonly kind: "remove-destination"; readonly country: string }
  | { readonly kind: "keep-one"; readonly removeIds: readonly string[] }
  | { readonly kind: "keep-all" }
  | { readonly kind: "set-replies" }
  | { readonly kind: "show-why" }
  | { readonly kind: "sandbox-settings" }
);

export type Finding = {
  readonly verdict: Verdict;
  /** Names its code wherever it has one. */
  readonly sentence: string;
  /** What a message would be refused with, or fail with. */
  readonly code?: number;
  readonly note?: string;
  /** The best one first. */
  readonly fixes: readonly Fix[];
};

export type CheckKey = "senders" | "mixed pool" | "one-way names" | "several toll-free" | "replies" | "carrier";

/** A finding about the service as a whole. */
export type Check = Finding & { readonly key: CheckKey };

export type DestinationVerdict = Finding & {
  readonly country: string;
  /** What kind of sender is used, such as "4 long codes, 1 toll-free number"; null when none can be. */
  readonly senderType: string | null;
  /** Ids of the senders that take turns, oldest of the pool first. */
  readonly senders: readonly string[];
  /** How many of them carriers stop, or would stop once the sandbox is left. */
  readonly stopped: number;
  /** The simulator lets through what a carrier would not, because a gate of the account is in sandbox. */
  readonly wouldBlockLive: boolean;
  /** What these senders do together here. */
  readonly segmentsPerSecond: number;
  /** What they would do with a carrier in place of the simulator. */
  readonly liveSegmentsPerSecond: number;
};

export type Readiness = {
  readonly mode: "simulator" | "live";
  /** Worst first, else in the order the destinations were given. */
  readonly destinations: readonly DestinationVerdict[];
  /** Worst first. */
  readonly checks: readonly Check[];
  /** Countries that no message can reach. */
  readonly blockedFor: readonly string[];
};

export const SANDBOX_NOTE = "This installation is in sandbox: the simulator delivers anyway. Live would not.";

/**
 * What stands between a service and its recipients: a verdict for each destination and for the service as a whole, with
 * the code a message would fail with and what puts it right. Asks the very rules the pipeline sends by.
 * @source console §4; behaviour §2.1, §7
 */
export function readinessOf(input: ReadinessInput): Readiness {
  const destinations = input.destinations.map((country) => judgeDestination(country, input)).toSorted(worstFirst);
  return {
    mode: isLive(input.pool) ? "live" : "simulator",
    destinations,
    checks: [
      checkSenders(input),
      checkMixedPool(input),
      checkNames(input, destinations),
      checkTollFree(input),
      checkReplies(input),
      checkCarrier(input),
    ]
      .filter((check) => check !== undefined)
      .toSorted(worstFirst),
    blockedFor: destinations.filter(({ verdict }) => verdict === "blocked").map(({ country }) => country),
  };
}

/** Everything that was found, worst first: destinations before what is about the service as a whole. */
export const findingsOf = ({ destinations, checks }: Readiness): readonly (Check | DestinationVerdict)[] =>
  [...destinations, ...checks].toSorted(worstFirst);

/** The answer in a sentence. */
export function readinessSentence({ destinations, checks, blockedFor }: Readiness): string {
  if (blockedFor.length > 0 && blockedFor.length === destinations.length) return "No message can leave yet.";
  if (blockedFor.length > 0)
    return `Nothing reaches ${listText(blockedFor.map(countryName))} yet. Other countries work.`;
  const warnings = [...destinations, ...checks].filter(({ verdict }) => verdict === "warn").length;
  if (warnings > 0) return `Messages go out. ${warnings === 1 ? "One thing" : `${warnings} things`} to look at first.`;
  return "Nothing stands in the way.";
}

/**
 * Whom a pool reaches and from what: "United States: 4 long codes (2 not registered), 1 toll-free number. Germany: nobody."
 * @source console §3, "Sender pool"
 */
export function reachSentence({ destinations }: Readiness, pool: readonly JudgedSender[]): string {
  if (pool.length === 0) return "No sender yet, so every request is refused with 21704.";
  return destinations
    .map(({ country, senders, stopped }) => {
      const used = pool.filter(({ id }) => senders.includes(id));
      if (used.length === 0) return `${countryName(country)}: not reached.`;
      const note = stopped === 0 ? "" : ` (${stopped === used.length ? "" : `${stopped} `}not registered)`;
      const [name] = used.filter(({ type }) => type === "alphanumeric");
      const who = name ? `alphanumeric ${name.phoneNumber}` : describeSenders(used);
      return `${countryName(country)}: ${who}${note}.`;
    })
    .join(" ");
}

/** "United States, Canada and Germany" */
export const listText = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** "4 long codes, 1 toll-free number": kinds in the order of their first member. */
export function describeSenders(senders: readonly { readonly type: SenderType }[]): string {
  const counts = new Map<SenderType, number>();
  for (const { type } of senders) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${senderTypeName(type, count)}`).join(", ");
}

const NAMES: Record<SenderType, readonly [one: string, many: string]> = {
  local: ["long code", "long codes"],
  mobile: ["mobile number", "mobile numbers"],
  "toll-free": ["toll-free number", "toll-free numbers"],
  "short-code": ["short code", "short codes"],
  alphanumeric: ["alphanumeric sender", "alphanumeric senders"],
  whatsapp: ["WhatsApp sender", "WhatsApp senders"],
  messenger: ["Messenger sender", "Messenger senders"],
  rcs: ["RCS sender", "RCS senders"],
};

const senderTypeName = (type: SenderType, count = 1): string => NAMES[type][count === 1 ? 0 : 1];

const RANK: Record<Verdict, number> = { blocked: 0, warn: 1, ok: 2 };
const worstFirst = (one: Finding, other: Finding) => RANK[one.verdict] - RANK[other.verdict];

const isLive = (pool: readonly JudgedSender[]) => pool.some(({ carrierKind }) => carrierKind !== "simulated");

/** Verdicts are about the pool, not about the moment. */
const IDLE: SelectionHistory = { queuedSegments: () => 0, lastUsed: () => 0 };

function judgeDestination(country: string, input: ReadinessInput): DestinationVerdict {
  const { pool, account } = input;
  // Who takes turns for the country as a whole: neither a recipient's area nor their past narrows it.
  const selection = selectSender({ to: "", country, hasMedia: false }, compilePool(pool), IDLE, {
    stickySender: false,
    areaCodeGeomatch: false,
  });
  const senders = selection.ok ? pool.filter(({ id }) => selection.considered.includes(id)) : [];
  const stopped = senders.flatMap((sender) => {
    const block = registrationBlock(sender, country, account);
    return block ? [{ sender, ...block }] : [];
  });
  const reach = {
    country,
    senderType: selection.ok ? describeSenders(senders) : null,
    senders: senders.map(({ id }) => id),
    stopped: stopped.length,
    segmentsPerSecond: rateTogether(senders, country, input.simulatedMps),
    liveSegmentsPerSecond: rateTogether(senders, country),
  };

  // In the order in which a request meets them, so that the code is the one it gets.
  const geo = geoBlock(country, account);
  if (geo?.enforced) return { ...reach, ...countryOff(country, input), wouldBlockLive: false };
  if (pool.length === 0) return { ...reach, ...emptyPool(country), wouldBlockLive: false };
  if (!selection.ok) {
    const paused = selection.rejected.filter(({ reason }) => reason === "paused").map(({ senderId }) => senderId);
    const finding = paused.length > 0 ? allPaused(country, paused) : outOfReach(country, pool);
    return { ...reach, ...finding, wouldBlockLive: false };
  }
  if (geo) return { ...reach, ...sandboxed(countryOff(country, input)), wouldBlockLive: true };

  const enforced = stopped.filter((block) => block.enforced);
  const telling = enforced.length > 0 ? enforced : stopped;
  const [worst] = telling;
  if (!worst) return { ...reach, ...reached(country, selection.rule, senders), wouldBlockLive: false };

  const alike = telling.filter(({ code }) => code === worst.code).map(({ sender }) => sender);
  const finding = unregistered(worst.code, worst.sender.registration, alike, country, input.campaign);
  const all = telling.length === senders.length;
  const note = all ? undefined : `This is so for ${telling.length} of the ${senders.length} senders that take turns.`;
  const wouldBlockLive = enforced.length < stopped.length;
  if (!worst.enforced) return { ...reach, ...sandboxed(finding, note), wouldBlockLive };
  return { ...reach, ...finding, ...(note ? { note } : {}), verdict: all ? "blocked" : "warn", wouldBlockLive };
}

function reached(country: string, rule: SelectionRule, senders: readonly JudgedSender[]): Finding {
  const [first] = senders;
  const who = describeSenders(senders);
  const from = first && senders.length === 1 ? formatNumber(first.phoneNumber) : who;
  const sentence =
    rule === "toll-free first"
      ? `Toll-free first: ${who}.`
      : rule === "us number"
        ? `No sender of its own, so a US number is used: ${from}.`
        : rule === "any"
          ? `No sender of its own, so one from ${countryName(first?.country ?? country)} is used: ${from}.`
          : `Reached from ${from}.`;
  return { verdict: "ok", sentence, fixes: [] };
}

const emptyPool = (country: string): Finding => ({
  verdict: "blocked",
  sentence: "There is no sender yet (21704).",
  code: 21704,
  fixes: [{ kind: "add-sender", country, label: "Add a sender" }],
});

function countryOff(country: string, { account, service, mayAdminister }: ReadinessInput): Finding {
  const name = countryName(country);
  const text =
    `Sending to ${name} is off for the account "${account.friendlyName}". The service "${service.friendlyName}" needs it: ` +
    "without it each request to that country is refused with 21408. An owner or admin turns it on under Settings, Geo permissions.";
  return {
    verdict: "blocked",
    sentence: `Sending to ${name} is off for this account (21408).`,
    code: 21408,
    fixes: [
      mayAdminister
        ? { kind: "turn-on-country", country, label: `Turn on ${name}` }
        : { kind: "ask-admin", text, label: "Copy request for an admin" },
      { kind: "remove-destination", country, label: `Remove ${name} from destinations` },
    ],
  };
}

function allPaused(country: string, numberIds: readonly string[]): Finding {
  return {
    verdict: "blocked",
    sentence: `Every sender that could text ${countryName(country)} is paused (21703).`,
    code: 21703,
    fixes: [
      { kind: "resume", numberIds, label: numberIds.length === 1 ? "Resume it" : `Resume ${numberIds.length} senders` },
    ],
  };
}

function outOfReach(country: string, pool: readonly JudgedSender[]): Finding {
  const name = countryName(country);
  const onlyNames = pool.every(({ type }) => type === "alphanumeric");
  const sentence = onlyNames
    ? country === "US" || country === "CA"
      ? "The US and Canada do not accept alphanumeric senders. Nothing in this pool can reach them (21703)."
      : `${name} does not accept these alphanumeric senders. Nothing in this pool can reach it (21703).`
    : country === "US"
      ? "US recipients are reachable only from US or Canadian numbers or a US short code (21703)."
      : country === "CA"
        ? "Canadian recipients are reachable only from US or Canadian numbers (21703)."
        : `No sender in this pool can text ${name} (21703).`;
  return {
    verdict: "blocked",
    sentence,
    code: 21703,
    fixes: [
      { kind: "buy-number", country, label: country === "US" ? "Buy a US number" : `Buy a number for ${name}` },
      { kind: "remove-destination", country, label: `Remove ${name} from destinations` },
    ],
  };
}

/** Why carriers stop these senders. @source console §4; behaviour §7.1, §7.2 */
function unregistered(
  code: ComplianceCode,
  registration: Registration,
  senders: readonly JudgedSender[],
  country: string,
  stage: ReviewStage | undefined,
): Finding {
  const numberIds = senders.map(({ id }) => id);
  const registered: Fix = {
    kind: "mark-registered",
    numberIds,
    label: code === 30032 ? "Mark as verified" : "Mark as registered",
  };
  const tollFree: Fix = { kind: "add-sender", country, type: "toll-free", label: "Add toll-free instead" };
  const another: Fix = { kind: "add-sender", country, label: "Use another sender" };
  const finding = { verdict: "blocked", code } as const;
  const [first] = senders;
  const campaign = (label: string): Fix => ({ kind: "campaign", label });
  switch (code) {
    case 30040:
      return {
        ...finding,
        sentence: `${countryName(country)} wants ${first?.phoneNumber} registered before use. Until then messages may be blocked (30040).`,
        fixes: [registered, { ...another, label: "Use a number" }],
      };
    case 30033:
      return {
        ...finding,
        sentence: "Suspended: nothing leaves to the US (30033).",
        fixes: stage ? [campaign("View campaign"), another] : [another, registered],
      };
    case 30035:
      return {
        ...finding,
        sentence: "Numbers join the campaign after review (30035 until then).",
        fixes: stage ? [campaign("View campaign"), another] : [registered, another],
      };
    case 30034:
      if (stage === "rejected") {
        return {
          ...finding,
          sentence:
            "The campaign was rejected. Messages to the US come back undelivered with 30034 until it is corrected.",
          fixes: [campaign("Correct it"), tollFree],
        };
      }
      return {
        ...finding,
        sentence:
          "To text the US, long codes need a registered A2P campaign. Messages to the US will come back undelivered with 30034. Other countries work now.",
        fixes: [campaign(stage ? "View campaign" : "Register brand and campaign"), tollFree, registered],
      };
    default: {
      const label = VERIFICATION_FIX[registration];
      const verification: readonly Fix[] = first ? [{ kind: "verification", numberId: first.id, label }] : [];
      // What is reviewed is decided there, whatever is marked.
      const marked = registration === "none" ? [registered] : [];
      return { ...finding, sentence: VERIFICATION[registration], fixes: [...verification, another, ...marked] };
    }
  }
}

const VERIFICATION_FIX: Record<Registration, string> = {
  none: "Start verification",
  pending: "View verification",
  rejected: "Correct it",
  suspended: "View verification",
  verified: "View verification",
};

const VERIFICATION: Record<Registration, string> = {
  none: "Toll-free numbers must be verified before they may text the US and Canada. Until then carriers block each message (30032).",
  pending: "The toll-free verification is in review. Messages stay blocked until it is approved (30032).",
  rejected:
    "The toll-free verification was rejected. Messages stay blocked until it is corrected and approved (30032).",
  suspended: "The toll-free verification is suspended. Carriers block each message (30032).",
  verified: "The toll-free number is verified.",
};

const sandboxed = (finding: Finding, note?: string): Finding => ({
  ...finding,
  verdict: "warn",
  note: note ? `${note} ${SANDBOX_NOTE}` : SANDBOX_NOTE,
  fixes: [...finding.fixes, { kind: "sandbox-settings", label: "Sandbox settings" }],
});

function checkSenders({ pool, ownedNumbers, destinations }: ReadinessInput): Check {
  const key = "senders";
  if (pool.length > 0) return { key, verdict: "ok", sentence: `In the pool: ${describeSenders(pool)}.`, fixes: [] };
  const [country] = destinations;
  if (ownedNumbers === 0) {
    return {
      key,
      verdict: "blocked",
      code: 21704,
      sentence: "You own no numbers yet. Buying one takes a few seconds. With the simulator it is free.",
      note: "Without a sender every request is refused with 21704.",
      fixes: [{ kind: "buy-number", label: "Buy a number", ...(country ? { country } : {}) }],
    };
  }
  return {
    key,
    verdict: "blocked",
    code: 21704,
    sentence: "Without a sender every request is refused with 21704. You can add one any time.",
    fixes: [{ kind: "add-sender", label: "Add a sender" }],
  };
}

function checkMixedPool({ pool }: ReadinessInput): Check | undefined {
  if (new Set(pool.map(({ type }) => type)).size < 2) return undefined;
  return {
    key: "mixed pool",
    verdict: "ok",
    sentence:
      "Each destination gets one kind of sender: RCS first, then a short code, then an alphanumeric sender, then numbers (in Canada toll-free before long codes). See the table.",
    fixes: [{ kind: "show-why", label: "Show why" }],
  };
}

/** Whoever gets a name cannot answer it. @source console §4 ("alphanumeric beside a number"), behaviour §2.7 */
function checkNames({ pool }: ReadinessInput, destinations: readonly DestinationVerdict[]): Check | undefined {
  const names = pool.filter(({ type }) => type === "alphanumeric");
  const [name] = names;
  if (!name) return undefined;
  const who = names.length === 1 ? name.phoneNumber : `One of ${names.length} alphanumeric senders`;
  const ids = new Set(names.map(({ id }) => id));
  const others = destinations.filter(({ senders }) => senders.length > 0 && !senders.some((id) => ids.has(id)));
  const rest =
    others.length > 0
      ? `; other kinds of sender text ${listText(others.map(({ country }) => countryName(country)))}`
      : "";
  return {
    key: "one-way names",
    verdict: "ok",
    sentence: `${who} is used where allowed${rest}. Names cannot receive: STOP by reply will not work there, so give another way to opt out.`,
    fixes: [],
  };
}

function checkTollFree({ pool }: ReadinessInput): Check | undefined {
  const tollFree = pool
    .filter(({ type }) => type === "toll-free")
    .toSorted((one, other) => one.addedAt.getTime() - other.addedAt.getTime());
  const [oldest, ...others] = tollFree;
  if (!oldest || others.length === 0) return undefined;
  return {
    key: "several toll-free",
    verdict: "warn",
    sentence: "Carriers may block traffic spread over several toll-free numbers. One is enough.",
    fixes: [
      {
        kind: "keep-one",
        removeIds: others.map(({ id }) => id),
        label: `Keep only ${formatNumber(oldest.phoneNumber)}`,
      },
      { kind: "keep-all", label: "Keep all" },
    ],
  };
}

/** @source behaviour §4.2 */
function checkReplies({ pool, service }: ReadinessInput): Check {
  const key = "replies";
  if (!service.useInboundWebhookOnNumber) {
    if (service.inboundRequestUrl) {
      return { key, verdict: "ok", sentence: `Replies are sent to ${service.inboundRequestUrl}`, fixes: [] };
    }
    return {
      key,
      verdict: "warn",
      sentence: "Replies are not stored, not logged and cannot be found later.",
      fixes: [{ kind: "set-replies", label: "Change what happens" }],
    };
  }
  const answered = pool.filter(({ type }) => type !== "alphanumeric");
  const silent = answered.filter(({ smsUrl }) => !smsUrl).length;
  if (silent === 0) return { key, verdict: "ok", sentence: "Replies go to each sender’s own webhook.", fixes: [] };
  const who = answered.length === 1 ? "The sender" : `${silent} of ${answered.length} senders`;
  const rest = silent === 1 ? "has no webhook: its replies" : "have no webhook: their replies";
  return {
    key,
    verdict: "ok",
    sentence: `${who} ${rest} are stored, nobody is told.`,
    fixes: [{ kind: "set-replies", label: "Set a webhook" }],
  };
}

const checkCarrier = ({ pool }: ReadinessInput): Check => ({
  key: "carrier",
  verdict: "ok",
  sentence: isLive(pool)
    ? "A carrier is connected: messages are real and cost money."
    : "Simulator: nothing leaves this machine.",
  fixes: [],
});
