import { own } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource, readFields } from "@/lib/api/resource";
import { messageResource } from "@/lib/domain/message-resource";
import type { Scenario } from "@/lib/domain/simulator-scenario";
import { receiveInbound } from "@/lib/operations/inbound";
import { fetchScenario, resetScenario, SetScenario, setScenario } from "@/lib/operations/simulator-scenario";

/**
 * A text to one of the account's numbers, as if a carrier had brought it. Where the number's service drops what it
 * receives there is nothing to show: 204.
 * @source contracts, Simulated carrier
 */
export const simulatedInbound = defineResource({
  dialect: own,
  path: "Simulator/Inbound",
  create: (ctx, _path, params, { requestId }) => {
    const [from, to, body] = ["From", "To", "Body"].map((name) => one(params, name) ?? "") as [string, string, string];
    return receiveInbound(
      ctx,
      { from, to, body, mediaUrl: [...(params.get("MediaUrl") ?? [])] },
      { via: "simulator", requestId },
    );
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
