import { curlToSend } from "@/lib/domain/curl";

export type CodeSample = { readonly label: string; readonly code: string };

/**
 * A send through the service in several languages, ready to be pasted.
 * @param authToken undefined: the samples read it from TWILIO_AUTH_TOKEN, so that it is on no screen
 * @source behaviour §11 (how each client is pointed at another host)
 */
export function codeSamples({
  baseUrl,
  accountSid,
  authToken,
  serviceSid,
  to,
  body,
}: {
  baseUrl: string;
  accountSid: string;
  authToken?: string | undefined;
  serviceSid: string;
  to: string;
  body: string;
}): readonly CodeSample[] {
  const [account, service, recipient, text, base] = [accountSid, serviceSid, to, body, baseUrl].map((value) =>
    JSON.stringify(value),
  );
  const curl = curlToSend({ baseUrl, accountSid, serviceSid, to, body });
  return [
    {
      label: "Node",
      code: `// npm install twilio
const twilio = require("twilio");

const client = twilio(${account}, ${authToken ? JSON.stringify(authToken) : "process.env.TWILIO_AUTH_TOKEN"});
client.api.baseUrl = ${base};
client.messaging.baseUrl = ${base};

client.messages
  .create({
    messagingServiceSid: ${service},
    to: ${recipient},
    body: ${text},
  })
  .then((message) => console.log(message.sid, message.status));
`,
    },
    {
      label: "Python",
      code: `# pip install twilio
import os
from twilio.rest import Client

client = Client(${account}, ${authToken ? JSON.stringify(authToken) : 'os.environ["TWILIO_AUTH_TOKEN"]'})
client.api.base_url = ${base}
client.messaging.base_url = ${base}

message = client.messages.create(
    messaging_service_sid=${service},
    to=${recipient},
    body=${text},
)
print(message.sid, message.status)
`,
    },
    { label: "curl", code: authToken ? curl.replace("$TWILIO_AUTH_TOKEN", authToken) : curl },
    {
      label: "CLI",
      code: `# The CLI always calls api.twilio.com. Let that name lead here (hosts file and a TLS proxy
# for ${baseUrl}) and give its certificate as NODE_EXTRA_CA_CERTS.
export TWILIO_ACCOUNT_SID=${accountSid}
export TWILIO_AUTH_TOKEN=${authToken ?? "…"}
twilio api:core:messages:create \\
  --messaging-service-sid ${serviceSid} \\
  --to ${shell(to)} \\
  --body ${shell(body)}
`,
    },
  ];
}

const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
