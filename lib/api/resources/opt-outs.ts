import { own } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import type { AdvancedOptOut } from "@/lib/domain/advanced-opt-out";
import { Refusal } from "@/lib/domain/errors";
import { parseTo } from "@/lib/domain/phone-number";
import { fromSid, toSid } from "@/lib/domain/sid";
import {
  fetchAdvancedOptOut,
  Keywords,
  removeAdvancedOptOut,
  saveKeywords,
  turnAdvancedOptOut,
} from "@/lib/operations/advanced-opt-out";
import { flag, parseInput } from "@/lib/operations/inputs";
import {
  AddOptOut,
  addOptOut,
  EndOptOut,
  endOptOut,
  fetchOptOut,
  listOptOuts,
  type OptOut,
  type OptOutFilter,
} from "@/lib/operations/opt-outs";

/** The ledger of who wants no messages. Nothing in it is deleted: an update with `Status=ended` ends a row. */
export const optOuts = defineResource({
  dialect: own,
  path: "OptOuts/:OptOutSid",
  create: (ctx, _path, params) => {
    const serviceSid = one(params, "MessagingServiceSid") || null;
    const serviceId = serviceSid === null ? null : fromSid("MG", serviceSid);
    if (serviceId === undefined) throw new Refusal(21705);
    const fields = readFields(AddOptOut.omit({ serviceId: true, sender: true }), params);
    return addOptOut(ctx, { ...fields, serviceId, sender: one(params, "Sender") || null }, "api");
  },
  list: {
    key: "opt_outs",
    prefix: "OO",
    run: (ctx, _path, page, params) => listOptOuts(ctx, readFilter(params), page),
  },
  fetch: (ctx, { OptOutSid }) => fetchOptOut(ctx, OptOutSid),
  update: async (ctx, { OptOutSid }, params) => {
    await fetchOptOut(ctx, OptOutSid);
    if (one(params, "Status") !== "ended") throw new Refusal(20001, "Bad request: Status: Use ended");
    return endOptOut(ctx, OptOutSid, readFields(EndOptOut, params).reason, "api");
  },
  docs: {
    about: {
      list: "Who wants no messages, newest first.",
      read: "One time in which somebody wants no messages.",
      create: "Sets down that somebody wants no messages; answers with the open row when there is one.",
      update: "Ends it: messages reach them again.",
    },
    params: {
      list: {
        Recipient: { about: "Only of this number." },
        MessagingServiceSid: { type: "sid MG", about: "Only those of this service." },
        Sender: { about: "Only those of this sender." },
        Status: { type: "open|ended", about: "Only those that are still open, or only those that ended." },
      },
      create: {
        Recipient: { required: true, about: "E.164." },
        MessagingServiceSid: { type: "sid MG", about: "The service that is to keep silent; this or Sender." },
        Sender: { about: "The sender that is to keep silent." },
        Reason: { required: true, about: "What is known of it, for people." },
      },
      update: {
        Status: { type: "ended", required: true, about: "There is nothing else to change." },
        Reason: { required: true, about: "What is known of it, for people." },
      },
    },
    row: {
      sid: "sid OO",
      account_sid: "sid AC",
      recipient: "string",
      messaging_service_sid: "sid MG|null",
      sender: "string|null",
      status: "open|ended",
      date_started: "date-time-rfc-2822",
      source: "keyword|console|api|import",
      actor: "string",
      reason: "string|null",
      message_sid: "sid SM|null",
      date_ended: "date-time-rfc-2822|null",
      end_source: "keyword|console|api|import|null",
      end_actor: "string|null",
      end_reason: "string|null",
      end_message_sid: "sid SM|null",
    },
  },
  serialize: (row: OptOut, { accountSid }) => ({
    sid: toSid("OO", row.id),
    account_sid: accountSid,
    recipient: row.recipient,
    messaging_service_sid: row.serviceId && toSid("MG", row.serviceId),
    sender: row.sender,
    status: row.endedAt ? "ended" : "open",
    date_started: row.startedAt,
    source: row.source,
    actor: row.actor,
    reason: row.reason,
    message_sid: row.messageId && toSid("SM", row.messageId),
    date_ended: row.endedAt,
    end_source: row.endSource,
    end_actor: row.endActor,
    end_reason: row.endReason,
    end_message_sid: row.endMessageId && toSid("SM", row.endMessageId),
  }),
});

/** @throws Refusal 20001 */
function readFilter(params: Params): OptOutFilter {
  const [recipient, sender, status] = ["Recipient", "Sender", "Status"].map((name) => one(params, name) || undefined);
  const serviceSid = one(params, "MessagingServiceSid");
  if (status !== undefined && status !== "open" && status !== "ended") {
    throw new Refusal(20001, "Bad request: Status: Use open or ended");
  }
  return {
    ...(recipient && { only: parseTo(recipient)?.e164 ?? recipient }),
    ...(sender && { sender: parseTo(sender)?.e164 ?? sender }),
    ...(status && { open: status === "open" }),
    ...(serviceSid && { serviceId: fromSid("MG", serviceSid) ?? NO_SERVICE }),
  };
}

/** What is no SID names no service, and so no row. */
const NO_SERVICE = "00000000-0000-0000-0000-000000000000";

type ServiceOptOut = { readonly serviceId: string; readonly settings: AdvancedOptOut };

/** A service's own keywords and answers, as one JSON object in `Keywords`; `Enabled` turns them on and off; without them the usual ones hold. */
export const serviceOptOut = defineResource({
  dialect: own,
  path: "Services/:ServiceSid/OptOut",
  fetch: async (ctx, { ServiceSid }): Promise<ServiceOptOut> => ({
    serviceId: ServiceSid,
    settings: await fetchAdvancedOptOut(ctx, ServiceSid),
  }),
  update: async (ctx, { ServiceSid }, params, { byKey }) => {
    const enabled = one(params, "Enabled");
    const keywords = one(params, "Keywords");
    let settings = await fetchAdvancedOptOut(ctx, ServiceSid);
    if (keywords !== undefined)
      settings = await saveKeywords(ctx, ServiceSid, parseInput(Keywords, readJson(keywords)));
    if (enabled !== undefined) {
      const on = flag.safeParse(enabled);
      if (!on.success) throw new Refusal(20001, "Bad request: Enabled: Use true or false");
      if (!on.data) assertMayTurnOff(settings, byKey);
      settings = await turnAdvancedOptOut(ctx, ServiceSid, on.data);
    }
    return { serviceId: ServiceSid, settings };
  },
  remove: async (ctx, { ServiceSid }, _params, { byKey }) => {
    assertMayTurnOff(await fetchAdvancedOptOut(ctx, ServiceSid), byKey);
    await removeAdvancedOptOut(ctx, ServiceSid);
  },
  docs: {
    about: {
      read: "The keywords and answers of a service.",
      update: "Sets them, and turns them on or off.",
      delete: "Goes back to the usual ones.",
    },
    params: {
      update: {
        Keywords: { about: "JSON as this answers it: standard, languages, countries." },
        Enabled: { type: "boolean", about: "Whether they hold; an API key may not turn them off." },
      },
    },
    row: {
      service_sid: "sid MG",
      enabled: "boolean",
      standard: "map",
      languages: ["map"],
      countries: ["map"],
    },
  },
  serialize: ({ serviceId, settings }: ServiceOptOut) => ({ service_sid: toSid("MG", serviceId), ...settings }),
});

/** A key may do everything but administer. @throws Refusal 20006 */
function assertMayTurnOff({ enabled }: AdvancedOptOut, byKey: boolean): void {
  if (enabled && byKey) throw new Refusal(20006);
}

/** @throws Refusal 20001 */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(20001, "Bad request: Keywords: Use a JSON object");
  }
}
