import { SegmentMeter } from "@/components/segment-meter";
import { Time } from "@/components/time";
import { Panel } from "@/components/ui/panel";
import type { View } from "./view";

/** The text as it was sent, and what it cost. */
export function TextPanel({ view: { message, story, carriedAs, links } }: { view: View }) {
  return (
    <Panel title="Text">
      {message.redactedAt ? (
        <p className="text-control text-quiet">
          Text removed on <Time at={message.redactedAt} />
          {story.redactedBy && ` by ${story.redactedBy}`}.
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <p dir="auto" className="whitespace-pre-wrap break-words rounded-control bg-panel px-3 py-2 text-body">
            {message.body || <span className="text-quiet">No text.</span>}
          </p>
          {carriedAs === "mms" ? (
            <p className="text-control text-quiet">One MMS, however long its text.</p>
          ) : (
            message.body && <SegmentMeter body={message.body} />
          )}
          {story.originalBody !== null && (
            <details className="text-control">
              <summary className="text-quiet">
                {links.length > 0
                  ? "Links of the request's text were shortened"
                  : carriedAs === "links"
                    ? "Links were added to the request's text"
                    : "Smart encoding replaced characters of the request's text"}
              </summary>
              <p dir="auto" className="mt-2 whitespace-pre-wrap break-words rounded-control border px-3 py-2">
                {story.originalBody}
              </p>
            </details>
          )}
        </div>
      )}
    </Panel>
  );
}
