/** Quotes a text for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A command that sends a message through the API. The token is left to the shell's environment, so that it is in no
 * history and no screenshot.
 */
export function curlToSend({
  baseUrl,
  accountSid,
  serviceSid = "MG…",
  from,
  to = "+15553332222",
  body = "Hello from your Messaging Service!",
  mediaUrls = [],
}: {
  baseUrl: string;
  accountSid: string;
  serviceSid?: string | undefined;
  /** Instead of the service. */
  from?: string | undefined;
  to?: string;
  body?: string;
  mediaUrls?: readonly string[];
}): string {
  const params = [
    from ? ["From", from] : ["MessagingServiceSid", serviceSid],
    ["To", to],
    ...(body === "" ? [] : [["Body", body]]),
    ...mediaUrls.map((url) => ["MediaUrl", url]),
  ];
  return [
    `curl ${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
    `-u ${accountSid}:$TWILIO_AUTH_TOKEN`,
    ...params.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
  ].join(" \\\n  ");
}
