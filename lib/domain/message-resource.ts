import { messageSid } from "@/lib/domain/callback";
import { explain } from "@/lib/domain/errors";
import type { Message } from "@/lib/domain/message";
import { toldFrom, toldSegments } from "@/lib/domain/message-told";
import { PRICE_UNIT } from "@/lib/domain/price";
import { toSid } from "@/lib/domain/sid";

const API_VERSION = "2010-04-01";

/**
 * A message as the 2010 API's resource; its dates are still dates. `tags` is there only when the request had them.
 * @source behaviour §1.3
 */
export function messageResource(message: Message) {
  const sid = messageSid(message);
  const account = toSid("AC", message.accountId);
  const path = `/${API_VERSION}/Accounts/${account}/Messages/${sid}`;
  return {
    account_sid: account,
    api_version: API_VERSION,
    body: message.body,
    date_created: message.createdAt,
    date_sent: message.sentAt,
    date_updated: message.updatedAt,
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : explain(message.errorCode).name,
    from: toldFrom(message),
    messaging_service_sid: message.serviceId && toSid("MG", message.serviceId),
    num_media: String(message.numMedia),
    num_segments: String(toldSegments(message) ?? 0),
    price: message.price,
    price_unit: PRICE_UNIT,
    sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json`, feedback: `${path}/Feedback.json` },
    ...(message.tags && { tags: message.tags }),
    to: message.to,
    uri: `${path}.json`,
  };
}
