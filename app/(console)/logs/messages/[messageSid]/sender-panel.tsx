import { PhoneNumber } from "@/components/phone-number";
import { Panel } from "@/components/ui/panel";
import type { View } from "./view";

/** Why this sender, in a sentence. */
export function SenderPanel({ view: { message, story } }: { view: View }) {
  if (message.direction === "inbound") return null;
  return (
    <Panel title="Why this sender">
      <p className="text-control">
        {story.because && message.from ? (
          <>
            <PhoneNumber value={message.from} className="inline font-medium" />, because {story.because}.
          </>
        ) : (
          <span className="text-quiet">{whyNone(message.status)}</span>
        )}
      </p>
    </Panel>
  );
}

function whyNone(status: View["message"]["status"]): string {
  if (status === "scheduled") return "It is chosen at the time the message is sent, from the pool as it is then.";
  if (status === "failed" || status === "canceled") return "No sender was chosen.";
  return "Nothing is kept of the choice.";
}
