import { addressAllowed, LOOPBACK } from "@/lib/domain/private-address";
import type { WebhookReach } from "@/lib/domain/webhook-url";
import { env } from "@/lib/env";

/** Which addresses webhooks may reach from this installation. @source contracts, CALLBACK_ALLOW */
export function webhookReach(): WebhookReach {
  const { CALLBACK_ALLOW, HOST } = env();
  const onLoopback = HOST === "localhost" || addressAllowed(HOST, { publicAllowed: false, cidrs: LOOPBACK });
  return { callbackAllow: CALLBACK_ALLOW ?? null, onLoopback };
}
