import twilio from "twilio";

/** The official helper, pointed at a server of ours as a user would point it. @source behaviour §11.1 */
export function sdkClient(
  baseUrl: string,
  { sid, authToken }: { readonly sid: string; readonly authToken: string },
  key?: { readonly sid: string; readonly secret: string },
): twilio.Twilio {
  const client = key ? twilio(key.sid, key.secret, { accountSid: sid }) : twilio(sid, authToken);
  client.api.baseUrl = baseUrl;
  client.messaging.baseUrl = baseUrl;
  client.content.baseUrl = baseUrl;
  client.pricing.baseUrl = baseUrl;
  client.lookups.baseUrl = baseUrl;
  client.monitor.baseUrl = baseUrl;
  client.iam.baseUrl = baseUrl;
  client.accounts.baseUrl = baseUrl;
  return client;
}
