import { Time } from "@/components/time";
import { Panel } from "@/components/ui/panel";
import type { View } from "./view";

/** The short links of the text: where each leads, and whether somebody followed it. */
export function LinksPanel({ view: { links } }: { view: View }) {
  return (
    <Panel title="Short links">
      <ul className="flex flex-col gap-3 text-control">
        {links.map((link) => (
          <li key={link.shown} className="flex min-w-0 flex-col gap-0.5">
            <span className="break-all font-mono text-label">{link.shown}</span>
            <span className="break-all text-quiet">leads to {link.url}</span>
            <span>
              <Clicks link={link} />
              <span className="text-quiet">
                {" "}
                Works until <Time at={link.expiresAt} />.
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Clicks({ link: { clicks, previews, lastClickAt } }: { link: View["links"][number] }) {
  const previewed = previews > 0 ? ` Previewed by programs ${timesText(previews)}.` : "";
  if (clicks === 0 || !lastClickAt) return <>Not clicked yet.{previewed}</>;
  return (
    <>
      Clicked {timesText(clicks)}, last <Time at={lastClickAt} />.{previewed}
    </>
  );
}

const timesText = (count: number) => (count === 1 ? "once" : `${count.toLocaleString("en")} times`);
