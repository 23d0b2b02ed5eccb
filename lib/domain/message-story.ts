import { type DecisionLine, decisionIn, linesOf } from "@/lib/domain/decision";
import type { Message, Origin } from "@/lib/domain/message";
import type { MessageEvent } from "@/lib/domain/message-event";
import { MESSAGE_STATUSES, type MessageStatus } from "@/lib/domain/message-status";
import { type SelectionRule, sentenceFor } from "@/lib/domain/sender-selection";

/** One rung of the delivery steps; `at` null: still to come. */
export type StoryStep = {
  /** Unique in the story. */
  readonly key: string;
  readonly name: string;
  /** Gives the rung its shape. `doubt` is a step that may have happened twice. */
  readonly status: MessageStatus | "doubt";
  readonly at: Date | null;
  /** Who held the message then, and what else is known. */
  readonly note: string | null;
};

/** What happened and changed nothing, with the reason. */
export type StoryAside = { readonly key: string; readonly at: Date; readonly text: string };

/** Messages that an endpoint asked for in answer to this one, by their SIDs. */
export type StoryReplies = { readonly key: string; readonly at: Date; readonly sids: readonly string[] };

/** Something is wrong with an endpoint, or with what it answered. @source behaviour §3.6 */
export type StoryAlert = {
  readonly key: string;
  readonly at: Date;
  readonly code: number;
  readonly url: string;
  /** Where in the answer, or what came in its place. */
  readonly about: string;
};

/** The way of a message, told from its events. */
export type Story = {
  readonly steps: readonly StoryStep[];
  readonly asides: readonly StoryAside[];
  readonly replies: readonly StoryReplies[];
  readonly alerts: readonly StoryAlert[];
  /** Why this sender, as a whole sentence without the sender; null when none was chosen, or the message came in. */
  readonly because: string | null;
  /** Who was in question for it, and by which settings; null where nothing was chosen. */
  readonly choice: Choice | null;
  readonly origin: Origin | null;
  /** Who took the text out, if somebody did. */
  readonly redactedBy: string | null;
  /** The text as the request gave it, where smart encoding changed it or links to its files were added. */
  readonly originalBody: string | null;
  /** Where the request said its files are. */
  readonly mediaUrls: readonly string[];
  /** The template it was made of, and what was filled in: null once that was removed with the text. */
  readonly template: { readonly contentSid: string; readonly variables: Asked["ContentVariables"] | null } | null;
};

/** What the choice of the sender looked at. `unnamed`: how many more there were than the lines tell. */
export type Choice = { readonly revision: number; readonly lines: readonly DecisionLine[]; readonly unnamed: number };

const NAMES: Record<MessageStatus, string> = {
  scheduled: "Scheduled",
  accepted: "Accepted",
  queued: "Queued",
  sending: "Handed over",
  sent: "Sent",
  delivered: "Delivered",
  undelivered: "Not delivered",
  failed: "Failed",
  canceled: "Canceled",
  read: "Read",
  receiving: "Receiving",
  received: "Received",
};

const HELD_BY: Partial<Record<MessageStatus, string>> = {
  scheduled: "Senderpool keeps it until its time.",
  queued: "Senderpool holds it until its sender has a free slot.",
  sending: "On its way to the carrier.",
  sent: "The carrier has it.",
  delivered: "The recipient's phone confirmed it.",
  undelivered: "The carrier could not deliver it.",
  failed: "It never left Senderpool.",
  read: "The recipient opened it.",
};

/** What a message of this status is still expected to pass. @source behaviour §1.2 */
const AHEAD: Partial<Record<MessageStatus, readonly MessageStatus[]>> = {
  scheduled: ["queued", "sent", "delivered"],
  accepted: ["queued", "sent", "delivered"],
  queued: ["sent", "delivered"],
  sending: ["sent", "delivered"],
  sent: ["delivered"],
};

const isStatus = (name: string): name is MessageStatus => (MESSAGE_STATUSES as readonly string[]).includes(name);

/** Puts the events of a message, oldest first, in words. */
export function storyOf(
  message: Pick<Message, "status" | "direction" | "serviceId" | "from" | "fromGiven" | "to" | "country">,
  events: readonly MessageEvent[],
): Story {
  const steps: StoryStep[] = [];
  const asides: StoryAside[] = [];
  const because = becauseOf(message, events);
  for (const event of events) {
    const { seq, at, name, detail } = event;
    if (name === "queued" && message.from !== null && !steps.some(isSenderStep)) {
      // With From alone these three are one event, and still three steps.
      if (seq === 0) steps.push({ key: "accepted", name: NAMES.accepted, status: "accepted", at, note: viaOf(event) });
      steps.push({ key: "sender", name: "Sender chosen", status: "accepted", at, note: message.from });
    }
    if (isStatus(name)) {
      steps.push({ key: String(seq), name: NAMES[name], status: name, at, note: noteOf(event, steps) });
      const heard = keywordOf(event);
      if (heard !== null) steps.push({ key: "keyword", name: "Opt-out check", status: "received", at, note: heard });
    } else if (name === "resubmitted-in-doubt") {
      steps.push({ key: String(seq), name: "Handed over once more, in doubt", status: "doubt", at, note: IN_DOUBT });
    } else if (!OF_INBOUND.has(name)) {
      asides.push({ key: String(seq), at, text: ASIDES[name]?.(detail) ?? name });
    }
  }
  for (const status of AHEAD[message.status] ?? []) {
    steps.push({ key: `ahead-${status}`, name: NAMES[status], status, at: null, note: null });
  }
  const [first] = events;
  const requests = events.map(({ detail }) => detail.request as Asked | undefined);
  return {
    steps,
    asides,
    replies: events.filter(({ name }) => name === "replied").map(toReplies),
    alerts: events.filter(isAlert).map(toAlert),
    because,
    choice: choiceOf(message, events),
    origin: (first?.detail.origin as Origin | undefined) ?? null,
    redactedBy: text(events.find(({ name }) => name === "redacted")?.detail.actor),
    originalBody: text(requests.find((request) => request?.Body !== undefined)?.Body),
    mediaUrls: requests[0]?.MediaUrl ?? [],
    template: templateOf(requests[0]),
  };
}

const templateOf = (asked: Asked | undefined): Story["template"] =>
  asked?.ContentSid === undefined ? null : { contentSid: asked.ContentSid, variables: asked.ContentVariables ?? null };

/** What the webhook of a message that came in led to. */
const OF_INBOUND: ReadonlySet<string> = new Set(["replied", "alert"]);

/** A text that came in without some of its parts says so in its first event. */
const isAlert = ({ name, errorCode }: MessageEvent) => name === "alert" || (name === "received" && errorCode !== null);

const toReplies = ({ seq, at, detail: { replies } }: MessageEvent): StoryReplies => ({
  key: String(seq),
  at,
  sids: Array.isArray(replies) ? replies.filter((sid) => typeof sid === "string") : [],
});

const toAlert = ({ seq, at, errorCode, detail }: MessageEvent): StoryAlert => ({
  key: String(seq),
  at,
  code: errorCode ?? 0,
  url: text(detail.url) ?? "",
  about: text(detail.about) ?? "",
});

/** What of a request is kept where the message does not tell it. */
type Asked = {
  readonly Body?: string;
  readonly MediaUrl?: readonly string[];
  readonly ContentSid?: string;
  readonly ContentVariables?: Readonly<Record<string, string>>;
};

const HEARD: Readonly<Record<string, string>> = {
  STOP: "it blocks further messages to them.",
  START: "it lets messages to them through again.",
  HELP: "it asks how to get out.",
};

/** What a text that came in meant as a keyword; null for any other text. @source behaviour §5 */
function keywordOf({ name, detail }: MessageEvent): string | null {
  const keyword = detail.keyword as { readonly type?: unknown; readonly word?: unknown } | undefined;
  const meaning = name === "received" && HEARD[text(keyword?.type) ?? ""];
  return meaning ? `“${text(keyword?.word) ?? ""}” is a keyword: ${meaning}` : null;
}

const isSenderStep = ({ key }: StoryStep) => key === "sender";

const IN_DOUBT =
  "A part of Senderpool stopped while it handed the message over, and it was not known whether the carrier had taken it. The recipient may have it twice.";

/** Notes that move nothing. */
const ASIDES: Record<string, (detail: MessageEvent["detail"]) => string> = {
  "receipt-ignored": ({ status, reason }) =>
    `Receipt “${text(status) ?? "unknown"}” changed nothing. ${text(reason) ?? ""}`.trim(),
  "media-kept": () => "Its media were fetched and kept.",
  "put-off": () => "Nobody was there at its time, so it leaves later, at its sender's pace.",
  "handed-back": () => "The carrier was busy, so it went back to the queue.",
  redacted: ({ actor }) => `The text was removed by ${text(actor) ?? "an operator"}.`,
};

function noteOf(event: MessageEvent, before: readonly StoryStep[]): string | null {
  const { name, detail, errorCode } = event;
  if (name === "failed" && errorCode === 21610) return "The recipient had opted out, so it did not leave.";
  if (name === "failed" && before.some(({ status }) => status === "sending")) return "The carrier did not take it.";
  if (name === "failed" && text(detail.reason)) return `${text(detail.reason)}.`;
  if (name === "accepted" || name === "scheduled") return viaOf(event);
  if (name === "canceled") return `By ${text(detail.actor) ?? "request"}.`;
  return isStatus(name) ? (HELD_BY[name] ?? null) : null;
}

const viaOf = ({ detail }: MessageEvent) => {
  const origin = detail.origin as Origin | undefined;
  return origin ? VIA[origin.via] : null;
};

const VIA: Record<Origin["via"], string> = {
  api: "Asked for through the API.",
  console: "Sent from the console.",
  reply: "A reply to a message that came in.",
  carrier: "Brought by the carrier.",
  simulator: "Made by the simulator.",
};

function becauseOf(
  { to, country, from, direction }: Pick<Message, "to" | "country" | "from" | "direction">,
  events: readonly MessageEvent[],
): string | null {
  if (from === null || direction === "inbound") return null;
  const detail = choiceIn(events);
  const decision = detail && decisionIn(detail);
  const rule = decision ? decision.rule : (detail?.rule as SelectionRule | undefined);
  return rule ? sentenceFor(rule, { to, country, candidates: decision?.candidates ?? 1 }) : null;
}

function choiceOf(
  { from, country }: Pick<Message, "from" | "country">,
  events: readonly MessageEvent[],
): Choice | null {
  const decision = decisionIn(choiceIn(events) ?? {});
  if (!decision) return null;
  const lines = linesOf(decision, { from, country });
  return { revision: decision.revision, lines, unnamed: decision.candidates + decision.rejections - lines.length };
}

/** A scheduled message is chosen for when its time has come, every other one with its first event. */
const choiceIn = (events: readonly MessageEvent[]) =>
  events.find(({ detail }) => detail.rule !== undefined || detail.decision !== undefined)?.detail;

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
