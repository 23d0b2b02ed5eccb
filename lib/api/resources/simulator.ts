import { own } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
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
  serialize: messageResource,
});

/** What the simulated carrier does to the account's messages. @source contracts, Simulated carrier */
export const simulatorScenario = defineResource({
  dialect: own,
  path: "Simulator/Scenario",
  fetch: (ctx) => fetchScenario(ctx),
  update: (ctx, _path, params) => setScenario(ctx, readFields(SetScenario, params)),
  remove: (ctx) => resetScenario(ctx),
  serialize: ({ since, ...scenario }: Scenario, { accountSid }) => ({
    account_sid: accountSid,
    ...Object.fromEntries(Object.entries(scenario).map(([name, value]) => [snakeCase(name), value])),
    since: since === 0 ? null : new Date(since),
  }),
});

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What is no whole number is none that can be. */
const digits = (text: string | undefined) => (text && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);
