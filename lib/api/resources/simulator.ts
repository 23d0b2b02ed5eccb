import { own } from "@/lib/api/dialect";
import type { ParamDocs } from "@/lib/api/docs";
import { one } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { MESSAGE_SHAPE } from "@/lib/api/resources/message-shape";
import { messageResource } from "@/lib/domain/message-resource";
import type { Scenario } from "@/lib/domain/simulator-scenario";
import { receiveInbound } from "@/lib/operations/inbound";
import { receiveInboundPart } from "@/lib/operations/inbound-part";
import { fetchScenario, resetScenario, SetScenario, setScenario } from "@/lib/operations/simulator-scenario";

/**
 * A text to one of the account's numbers, as if a carrier had brought it; with `PartReference`, `PartTotal` and
 * `PartNumber` a part of a long one. Where the number's service drops what it receives, and while parts are missing,
 * there is nothing to show: 204.
 * @source contracts, Simulated carrier
 */
export const simulatedInbound = defineResource({
  dialect: own,
  path: "Simulator/Inbound",
  create: (ctx, _path, params, { requestId }) => {
    const [from, to, body] = ["From", "To", "Body"].map((name) => one(params, name) ?? "") as [string, string, string];
    const origin = { via: "simulator", requestId } as const;
    if (!params.has("PartNumber"))
      return receiveInbound(ctx, { from, to, body, mediaUrl: [...(params.get("MediaUrl") ?? [])] }, origin);
    const whole = (name: string) => digits(one(params, name));
    const part = { reference: whole("PartReference"), total: whole("PartTotal"), number: whole("PartNumber") };
    return receiveInboundPart(ctx, { from, to, body, ...part }, origin);
  },
  docs: {
    about: {
      create: "A text to one of the account's senders, as if a carrier had brought it; or a part of a long one.",
    },
    params: {
      create: {
        From: { required: true, about: "Who writes: E.164, or a channel address." },
        To: { required: true, about: "A sender of the account." },
        Body: { about: "The text." },
        MediaUrl: { several: true, about: "Files that come with it." },
        PartReference: { type: "integer", about: "The same for all parts of a text, 0 to 65535." },
        PartTotal: { type: "integer", about: "How many parts the text has, up to 24." },
        PartNumber: { type: "integer", about: "Which of them this is, from 1." },
      },
    },
    row: MESSAGE_SHAPE,
    mayMakeNothing: true,
  },
  serialize: messageResource,
});

const SCENARIO: ParamDocs = {
  Seed: { type: "integer", about: "Another seed, another draw of everything; the same seed, the same timeline." },
  Outcomes: { about: "JSON of weights by delivered, undelivered:CODE, failed:CODE." },
  ReceiptMsMin: { type: "integer", about: "Between the answer and the receipt, at least; ms." },
  ReceiptMsMax: { type: "integer", about: "Between the answer and the receipt, at most; ms." },
  ReceiptSpread: { type: "uniform|long-tail", about: "How the receipts lie between the two." },
  AnswerMs: { type: "integer", about: "The carrier takes so long to answer a hand-over; ms." },
  EarlyPercent: { type: "number", about: "Receipts that overtake the answer." },
  LatePercent: { type: "number", about: "Receipts that come LateMs later." },
  LateMs: { type: "integer", about: "How much later; ms." },
  TwicePercent: { type: "number", about: "Receipts that come twice." },
  LostPercent: { type: "number", about: "Receipts that never come." },
  ReadPercent: { type: "number", about: "WhatsApp and RCS messages whose reading is told after their delivery." },
  UnknownPercent: { type: "number", about: "Messages beside whose receipt one comes for a message nobody knows." },
  ThrottledPercent: { type: "number", about: "Hand-overs that are turned away for now." },
  RetryAfterMs: { type: "integer", about: "When they may come again; ms." },
  LostAnswerPercent: { type: "number", about: "Hand-overs that are taken and never answered." },
  LostPartPercent: { type: "number", about: "Long texts that lose a part." },
  LinkUpMs: { type: "integer", about: "The link is up so long, ms; 0: never." },
  LinkDownMs: { type: "integer", about: "Then it is down so long, ms; 0: never." },
};

/** What the simulated carrier does to the account's messages. @source contracts, Simulated carrier */
export const simulatorScenario = defineResource({
  dialect: own,
  path: "Simulator/Scenario",
  fetch: (ctx) => fetchScenario(ctx),
  update: (ctx, _path, params) => setScenario(ctx, readFields(SetScenario, params)),
  remove: (ctx) => resetScenario(ctx),
  docs: {
    about: {
      read: "What the simulated carrier does to the account's messages.",
      update: "Sets the whole of it; what is not given is as it is by default.",
      delete: "Goes back to the default.",
    },
    params: { update: SCENARIO },
    row: {
      account_sid: "sid AC",
      seed: "integer",
      outcomes: "map",
      receipt_ms_min: "integer",
      receipt_ms_max: "integer",
      receipt_spread: "uniform|long-tail",
      answer_ms: "integer",
      early_percent: "number",
      late_percent: "number",
      late_ms: "integer",
      twice_percent: "number",
      lost_percent: "number",
      read_percent: "number",
      unknown_percent: "number",
      throttled_percent: "number",
      retry_after_ms: "integer",
      lost_answer_percent: "number",
      lost_part_percent: "number",
      link_up_ms: "integer",
      link_down_ms: "integer",
      since: "date-time-rfc-2822|null",
    },
  },
  serialize: ({ since, ...scenario }: Scenario, { accountSid }) => ({
    account_sid: accountSid,
    ...Object.fromEntries(Object.entries(scenario).map(([name, value]) => [snakeCase(name), value])),
    since: since === 0 ? null : new Date(since),
  }),
});

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What is no whole number is none that can be. */
const digits = (text: string | undefined) => (text && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);
