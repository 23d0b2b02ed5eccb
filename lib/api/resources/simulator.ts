import { own } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { Refusal } from "@/lib/domain/errors";
import { messageResource } from "@/lib/domain/message-resource";
import { receiveInbound } from "@/lib/operations/inbound";

/**
 * A text to one of the account's numbers, as if a carrier had brought it. Where the number's service drops what it
 * receives there is nothing to show: 204.
 * @source contracts, Simulated carrier
 */
export const simulatedInbound = defineResource({
  dialect: own,
  path: "Simulator/Inbound",
  create: (ctx, _path, params, { requestId }) => {
    if (params.has("MediaUrl")) throw new Refusal(21622);
    const [from, to, body] = ["From", "To", "Body"].map((name) => one(params, name) ?? "") as [string, string, string];
    return receiveInbound(ctx, { from, to, body }, { via: "simulator", requestId });
  },
  serialize: messageResource,
});
