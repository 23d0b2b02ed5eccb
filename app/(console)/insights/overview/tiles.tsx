import { countText, shareText } from "@/components/number-text";
import { StatTile } from "@/components/stat-tile";
import {
  type BarCounts,
  DELIVERED,
  deliveredShare,
  OPEN,
  type Share,
  STATUS_OK,
  type StatusCounts,
  sumOf,
  totalOf,
  WITH_ERRORS,
} from "@/lib/domain/insights";
import { WAITING } from "@/lib/domain/message-filter";
import { countChange, shareChange } from "./change";
import { Definitions } from "./definitions";
import { logHref } from "./log-href";
import type { View } from "./view";

const NO_BEFORE = "nothing to compare with yet";

/** The numbers of what went out. */
export function OutgoingTiles({ view }: { view: View }) {
  const { outgoing, outgoingBefore, inFlight } = view;
  const delivered = deliveredShare(outgoing);
  const canceled = outgoing.canceled ?? 0;
  const ok = (counts: StatusCounts) => sumOf(counts, STATUS_OK);
  const failedShare = (counts: StatusCounts): Share => ({ part: sumOf(counts, WITH_ERRORS), whole: totalOf(counts) });
  // The newest buckets are not whole yet, and would end every line in a fall.
  const settled = view.buckets.filter(({ settling }) => !settling).map(({ bars }) => bars);
  const spark = (of: (bars: BarCounts) => number) => {
    const values = settled.map(of);
    return values.some((value) => value > 0) ? values : undefined;
  };
  const young = inFlight ? sumOf(inFlight.counts, OPEN) : 0;
  const waitingLonger = sumOf(outgoing, WAITING) - (inFlight ? sumOf(inFlight.counts, WAITING) : 0);
  const href = (statuses?: typeof STATUS_OK | typeof WITH_ERRORS | typeof DELIVERED) =>
    logHref(view, { directions: ["outgoing"], ...(statuses && { statuses }) });
  return (
    <section aria-label="Outgoing" className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        <h2 className="font-medium text-control text-quiet">Outgoing</h2>
        <Definitions />
      </div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
        <StatTile
          label="Messages"
          value={countText(totalOf(outgoing))}
          href={href()}
          change={canceled > 0 ? undefined : countChange(totalOf(outgoing), totalOf(outgoingBefore))}
          note={canceled > 0 ? `${countText(canceled)} of them canceled` : NO_BEFORE}
          spark={spark((bars) => Object.values(bars).reduce((sum, count) => sum + count, 0))}
        />
        <StatTile
          label="Confirmed delivered"
          value={delivered.whole === 0 ? "no final answer yet" : shareText(delivered.part, delivered.whole)}
          href={href(DELIVERED)}
          change={shareChange(delivered, deliveredShare(outgoingBefore), "up")}
          spark={spark((bars) => bars.delivered)}
        />
        <StatTile
          label="Status OK"
          value={countText(ok(outgoing))}
          href={href(STATUS_OK)}
          change={countChange(ok(outgoing), ok(outgoingBefore))}
          spark={spark((bars) => bars.delivered + bars.sent)}
        />
        <StatTile
          label="With errors"
          value={countText(failedShare(outgoing).part)}
          href={href(WITH_ERRORS)}
          change={shareChange(failedShare(outgoing), failedShare(outgoingBefore), "down")}
          spark={spark((bars) => bars.undelivered + bars.failed)}
        />
        {inFlight && (
          <StatTile
            label="In flight"
            value={countText(young)}
            href={logHref({ ...view, since: inFlight.since }, { directions: ["outgoing"], statuses: OPEN })}
            note={waitingLonger > 0 ? `${countText(waitingLonger)} more wait longer` : "younger than 5 min"}
          />
        )}
      </div>
    </section>
  );
}

/** The numbers of what came in. */
export function IncomingTiles({ view }: { view: View }) {
  const { incoming, incomingBefore } = view;
  const received = (counts: StatusCounts) => sumOf(counts, ["receiving", "received"]);
  const failed = incoming.failed ?? 0;
  return (
    <section aria-label="Incoming" className="flex flex-col gap-2">
      <h2 className="font-medium text-control text-quiet">Incoming</h2>
      <div className="grid grid-cols-2 gap-3">
        <StatTile
          label="Received"
          value={countText(received(incoming))}
          href={logHref(view, { directions: ["incoming"], statuses: ["receiving", "received"] })}
          change={countChange(received(incoming), received(incomingBefore))}
        />
        <StatTile
          label="Failed"
          value={countText(failed)}
          href={logHref(view, { directions: ["incoming"], statuses: ["failed"] })}
          note="could not be taken in"
        />
      </div>
    </section>
  );
}
