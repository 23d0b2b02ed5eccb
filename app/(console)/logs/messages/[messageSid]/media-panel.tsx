import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/domain/countries";
import type { View } from "./view";

/** The files of the message. A picture is loaded when its line is opened, and everything else only ever saved. */
export function MediaPanel({ view: { message, media, carriedAs } }: { view: View }) {
  return (
    <Panel
      title="Media"
      description={
        carriedAs === "links"
          ? `Phones in ${message.country ? countryName(message.country) : "this country"} take no media from here, so the text leads to them.`
          : undefined
      }
    >
      {media.length === 0 ? (
        <p className="text-control text-quiet">{whyNone(message)}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {media.map((item, index) => (
            <Item key={item.sid} item={item} number={index + 1} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function whyNone({ status, numMedia }: View["message"]): string {
  if (status === "failed") return "They could not be had; Requests tells why.";
  if (status === "scheduled") return "They are fetched when its time has come.";
  if (status === "accepted" || status === "queued")
    return numMedia === 1 ? "It is being fetched." : "They are being fetched.";
  return "Deleted since.";
}

function Item({ item, number }: { item: View["media"][number]; number: number }) {
  const { contentType, bytes, fileName, isShown, path } = item;
  const name = fileName ?? `Media ${number}`;
  const facts = (
    <span className="text-quiet">
      {contentType}, {sizeText(bytes)}
    </span>
  );
  return (
    <li className="flex items-start gap-3 text-control">
      {isShown ? (
        <details className="min-w-0 flex-1">
          <summary className="break-words">
            {name} {facts}
          </summary>
          {/* biome-ignore lint/performance/noImgElement: a file of a stranger is shown as it is and passes through nothing */}
          <img
            src={path}
            alt={`${name} of this message`}
            loading="lazy"
            decoding="async"
            className="mt-2 max-h-80 max-w-full rounded-control border bg-panel object-contain"
          />
        </details>
      ) : (
        <span className="min-w-0 flex-1 break-words">
          {name} {facts}
        </span>
      )}
      <a href={path} download className="shrink-0 text-accent underline-offset-2 hover:underline">
        Download<span className="sr-only"> {name}</span>
      </a>
    </li>
  );
}

/** As decimal units, one place at most. */
function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${size.toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
}
