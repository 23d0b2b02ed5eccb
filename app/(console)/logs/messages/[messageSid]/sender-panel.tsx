import { PhoneNumber } from "@/components/phone-number";
import { Panel } from "@/components/ui/panel";
import type { View } from "./view";

/** Why this sender: in a sentence, and, for who wants to know, who else was in question. */
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
      {story.choice && story.choice.lines.length > 0 && <Candidates choice={story.choice} />}
    </Panel>
  );
}

const OUTCOMES = { chosen: "Chosen", kept: "In question", rejected: "Not in question" };

function Candidates({ choice: { lines, unnamed, revision } }: { choice: NonNullable<View["story"]["choice"]> }) {
  return (
    <details className="mt-3 text-control">
      <summary className="cursor-pointer text-quiet">
        Who was in question, by revision {revision} of the service ({lines.length + unnamed})
      </summary>
      <ul className="mt-2 divide-y">
        {lines.map(({ number, outcome, text }) => (
          <li key={number} className="py-2">
            <span className="flex items-baseline justify-between gap-x-4">
              <PhoneNumber value={number} />
              <span className={outcome === "chosen" ? "font-medium" : "text-quiet"}>{OUTCOMES[outcome]}</span>
            </span>
            <span className="block text-label text-quiet">{text}</span>
          </li>
        ))}
      </ul>
      {unnamed > 0 && <p className="mt-2 text-quiet">{unnamed} more are not named.</p>}
    </details>
  );
}

function whyNone(status: View["message"]["status"]): string {
  if (status === "scheduled") return "It is chosen at the time the message is sent, from the pool as it is then.";
  if (status === "failed" || status === "canceled") return "No sender was chosen.";
  return "Nothing is kept of the choice.";
}
