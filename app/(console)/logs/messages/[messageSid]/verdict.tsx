import { durationText } from "@/components/duration-text";
import { PhoneNumber } from "@/components/phone-number";
import { Time } from "@/components/time";
import { reasonIn, type View } from "./view";

/** What became of the message, in a sentence: the head of its page. */
export function Verdict({ view }: { view: View }) {
  const { message, story } = view;
  const to = <PhoneNumber value={message.to} className="inline" />;
  const took = tookText(story.steps);
  switch (message.status) {
    case "delivered":
      return (
        <>
          Delivered to {to}
          {took && ` in ${took}`}
        </>
      );
    case "read":
      return <>Delivered to {to} and read</>;
    case "sent":
      return <>Sent to {to}, no receipt yet</>;
    case "undelivered":
    case "failed":
      return (
        <>
          Not delivered: {message.errorCode === null ? "no reason was given" : reasonIn(view, message.errorCode).name}
          {message.errorCode !== null && ` (${message.errorCode})`}
        </>
      );
    case "scheduled":
      return <>Scheduled for {message.sendAt ? <Time at={message.sendAt} /> : "later"}</>;
    case "canceled":
      return <>Canceled, never sent</>;
    case "accepted":
    case "queued":
      return <>Waiting{message.leaveAt && <LeavesAt {...message} at={message.leaveAt} />}</>;
    case "sending":
      return <>On its way to the carrier</>;
    case "receiving":
    case "received":
      return <>Received from {message.from ? <PhoneNumber value={message.from} className="inline" /> : "nobody"}</>;
  }
}

/** Only where there is something to wait for. */
function LeavesAt({ at, updatedAt, expiresAt }: { at: string; updatedAt: string; expiresAt: string | null }) {
  if (expiresAt !== null && expiresAt <= at) {
    return (
      <>
        : its turn comes too late, so it fails at <Time at={expiresAt} show="clock" /> (30036)
      </>
    );
  }
  return at > updatedAt ? (
    <>
      : leaves about <Time at={at} show="clock" />
    </>
  ) : null;
}

function tookText(steps: View["story"]["steps"]): string | undefined {
  const times = steps.flatMap(({ at }) => (at === null ? [] : [Date.parse(at)]));
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined || last <= first ? undefined : durationText(last - first);
}
