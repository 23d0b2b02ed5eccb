import { HttpExchange } from "@/components/http-exchange";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { Panel } from "@/components/ui/panel";
import { messageSid } from "@/lib/domain/callback";
import { toldFrom } from "@/lib/domain/message-told";
import { toSid } from "@/lib/domain/sid";
import { SendAgain } from "./send-again";
import { reasonIn, type View } from "./view";

/** Every HTTP exchange of the message, in the order of time. @param onAsked called when one is to be made again */
export function Inspector({ view, onAsked }: { view: View; onAsked: () => void }) {
  const { message, exchanges, story } = view;
  const hasRequest = message.direction === "outbound-api" && story.origin?.via === "api";
  const count = exchanges.length + (hasRequest ? 1 : 0);
  return (
    <Panel
      title="Requests"
      description={count === 0 ? undefined : "Open a line for parameters, headers, the answer and the signed text."}
      padded={count === 0}
    >
      {count === 0 ? (
        <p className="text-control text-quiet">{whyNone(view)}</p>
      ) : (
        <>
          {hasRequest && <CreateRequest view={view} />}
          {exchanges.map((exchange) => (
            <Webhook
              key={`${exchange.seq} ${exchange.kind} ${exchange.attempt}`}
              view={view}
              exchange={exchange}
              onAsked={onAsked}
            />
          ))}
          {view.nextTry && <NextTry {...view.nextTry} />}
        </>
      )}
    </Panel>
  );
}

function NextTry({ tells, number, at, behind }: NonNullable<View["nextTry"]>) {
  return (
    <p className="px-4 py-2 text-control text-quiet">
      Try {number} of “{tells}” is made at <Time at={at} show="row" />
      {behind.length > 0 &&
        `; ${behind.map((name) => `“${name}”`).join(", ")} ${behind.length === 1 ? "waits" : "wait"} behind it`}
      . “Send again” makes it now.
    </p>
  );
}

function whyNone({ message }: View): string {
  if (message.direction === "inbound")
    return "No webhook is set for the number or service that received it, so nobody was told.";
  return message.statusCallback === null
    ? "No StatusCallback was given, so nobody was told of its status."
    : "No request has been made yet.";
}

/** The request as far as it is kept: what it said can be told from the message. */
function CreateRequest({ view: { message, story, links, feedback } }: { view: View }) {
  const { template } = story;
  const account = toSid("AC", message.accountId);
  const from = message.fromGiven ? toldFrom(message) : null;
  const params = [
    ["To", message.to],
    ...(message.serviceId ? [["MessagingServiceSid", toSid("MG", message.serviceId)]] : []),
    ...(from ? [["From", from]] : []),
    ...(template
      ? [
          ["ContentSid", template.contentSid],
          ["ContentVariables", message.redactedAt ? "(removed)" : JSON.stringify(template.variables)],
        ]
      : [
          ["Body", message.redactedAt ? "(removed)" : (story.originalBody ?? message.body)],
          ...story.mediaUrls.map((url) => ["MediaUrl", url]),
        ]),
    ...(links.length > 0 ? [["ShortenUrls", "true"]] : []),
    ...(feedback ? [["ProvideFeedback", "true"]] : []),
    ...(message.sendAt ? [["SendAt", message.sendAt]] : []),
  ] as [string, string][];
  return (
    <HttpExchange
      direction="in"
      title="Create request"
      method="POST"
      url={`/2010-04-01/Accounts/${account}/Messages.json`}
      status={201}
      ms={null}
      at={message.createdAt}
      params={params}
      headers={[
        ["Authorization", `Basic ${story.origin?.actor ?? account}:••••`],
        ...(story.origin?.requestId ? [["Twilio-Request-Id", story.origin.requestId] as const] : []),
      ]}
      note={`As kept with the message. It was answered with ${messageSid(message)}.`}
    />
  );
}

const KIND = {
  status: "Status callback",
  click: "Click callback",
  inbound: "Inbound webhook",
  fallback: "Fallback webhook",
  redirect: "Redirect",
  media: "Fetch of media",
} as const;

const OF_INBOUND: ReadonlySet<keyof typeof KIND> = new Set(["inbound", "fallback", "redirect"]);

function Webhook({
  view,
  exchange,
  onAsked,
}: {
  view: View;
  exchange: View["exchanges"][number];
  onAsked: () => void;
}) {
  const { kind, tells, attempt, signature } = exchange;
  // What the webhook of an inbound message asked for is done once it was answered.
  const canBeAgain = kind === "status" || (OF_INBOUND.has(kind) && exchange.errorCode !== null);
  const told = kind === "status" ? `: ${tells}` : kind === "media" ? ` ${exchange.seq + 1}` : "";
  return (
    <HttpExchange
      direction="out"
      title={`${KIND[kind]}${told}${exchange.replay ? ", sent again" : attempt > 1 ? `, try ${attempt}` : ""}`}
      method={exchange.method}
      url={exchange.url}
      status={exchange.responseStatus}
      ms={exchange.durationMs}
      at={exchange.at}
      params={exchange.params.map(([name = "", value = ""]) => [name, value] as const)}
      headers={Object.entries(exchange.requestHeaders)}
      responseHeaders={Object.entries(exchange.responseHeaders ?? {})}
      responseBody={exchange.responseBody ?? undefined}
      note={exchange.errorCode === null ? undefined : whatWentWrong(view, exchange.errorCode, exchange.errorDetail)}
    >
      {signature && <Signature {...signature} />}
      {canBeAgain && <SendAgain id={view.message.id} seq={kind === "status" ? exchange.seq : 0} onAsked={onAsked} />}
    </HttpExchange>
  );
}

function Signature({ signed, matches }: NonNullable<View["exchanges"][number]["signature"]>) {
  return (
    <div>
      <p className="mb-1 flex flex-wrap items-center gap-2 font-medium text-label text-quiet">
        Signature
        <Badge tone={matches ? "good" : "warn"}>{matches ? "checked" : "differs"}</Badge>
      </p>
      <p className="mb-2 max-w-prose text-control">
        {matches
          ? "X-Twilio-Signature is the base64 of the HMAC-SHA1 of this text with the account's Auth Token. An endpoint that finds another one signs another text: compare scheme, host, port and slash."
          : "With today's Auth Token this text has another signature: the token was rotated since, or the text was removed."}
      </p>
      <CodeBlock code={signed} label="Signed text" className="[&_pre]:whitespace-pre-wrap [&_pre]:break-all" />
    </div>
  );
}

function whatWentWrong(view: View, code: number, detail: string | null): string {
  const { cause, remedy } = reasonIn(view, code);
  return `${cause} ${remedy} (${code}${detail ? `: ${detail}` : ""})`;
}
