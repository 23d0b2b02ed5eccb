import { PhoneNumber } from "@/components/phone-number";
import { Sid } from "@/components/sid";
import { type Step, StepsLadder } from "@/components/steps-ladder";
import { Panel } from "@/components/ui/panel";
import { reasonIn, type View } from "./view";

/** Where it was and when, and who had it. */
export function StepsPanel({ view }: { view: View }) {
  const { story, message } = view;
  const steps = story.steps.map(({ key, name, status, at, note }) => ({
    key,
    name,
    status: status === "doubt" ? ("degraded" as const) : status,
    at,
    note: key === "sender" && note ? <PhoneNumber value={note} /> : note,
  }));
  return (
    <Panel title="Delivery steps">
      <StepsLadder steps={message.direction === "inbound" ? inboundSteps(steps, view) : steps} asides={story.asides} />
    </Panel>
  );
}

const WEBHOOK_NAMES: Record<View["exchanges"][number]["kind"], string> = {
  status: "Status callback",
  click: "Click callback",
  inbound: "Webhook",
  fallback: "Fallback webhook",
  redirect: "Redirect",
  media: "Fetch of media",
};

/** Why an answer that came could not be used. */
const whatIsWrong = (view: View, { errorCode }: View["exchanges"][number]) =>
  errorCode === null || errorCode === 11200 ? "" : `, but: ${reasonIn(view, errorCode).name}`;

/** The way of a message that came in goes on to the customer's endpoint, and may come back as replies. */
function inboundSteps(steps: readonly Step[], view: View): readonly Step[] {
  const replied = view.story.replies.map(({ key, at, sids }) => ({
    key: `replies ${key}`,
    name: sids.length === 1 ? "Replied" : `Replied with ${sids.length} messages`,
    status: "sent" as const,
    at,
    note: sids.map((sid) => <Sid key={sid} sid={sid} href={`/logs/messages/${sid}`} className="mr-2" />),
  }));
  const later = [...webhookSteps(view), ...replied];
  return [...steps, ...later.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))];
}

function webhookSteps(view: View) {
  return view.exchanges
    .filter(({ kind }) => kind !== "media")
    .map((exchange) => ({
      key: `${exchange.kind} ${exchange.seq} ${exchange.attempt}`,
      name: WEBHOOK_NAMES[exchange.kind],
      status: exchange.errorCode === null ? ("received" as const) : ("undelivered" as const),
      at: exchange.at,
      note:
        exchange.responseStatus === null
          ? "Your endpoint did not answer."
          : `Your endpoint answered ${exchange.responseStatus}${whatIsWrong(view, exchange)}.`,
    }));
}
