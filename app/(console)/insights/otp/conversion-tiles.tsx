import { countText, shareText } from "@/components/number-text";
import { StatTile } from "@/components/stat-tile";
import type { Conversion } from "@/lib/operations/feedback";

/** What came of all messages that asked to be told of. */
export function ConversionTiles({ conversions }: { conversions: readonly Conversion[] }) {
  const sum = (of: (one: Conversion) => number) => conversions.reduce((total, one) => total + of(one), 0);
  const attempted = sum((one) => one.attempted);
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
      <StatTile label="Attempted" value={countText(attempted)} note="sent with ProvideFeedback" />
      <StatTile
        label="Status OK"
        value={shareText(
          sum((one) => one.ok),
          attempted,
        )}
        note="delivered, read or sent"
      />
      <StatTile
        label="Conversion"
        value={shareText(
          sum((one) => one.confirmed),
          attempted,
        )}
        note="confirmed by feedback"
      />
      <StatTile label="Countries" value={countText(conversions.length)} />
    </div>
  );
}
