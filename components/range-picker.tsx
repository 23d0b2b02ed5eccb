import { CustomRange } from "@/components/custom-range";
import { hrefWith, type SearchParams } from "@/components/href";
import { RANGES, type Range, type RangeKey } from "@/components/range";
import { SegmentedLinks } from "@/components/ui/segmented-links";

/** The range a page shows, in its address: one click for the usual ones, two ends for any other. */
export function RangePicker({ path, params, range }: { path: string; params: SearchParams; range: Range }) {
  return (
    <SegmentedLinks
      label="Time range"
      options={(Object.keys(RANGES) as RangeKey[]).map((key) => ({
        href: hrefWith(path, params, { range: key, since: null, until: null }),
        label: RANGES[key].label,
        current: range.key === key,
      }))}
    >
      <CustomRange
        path={path}
        params={params}
        since={range.since.toISOString()}
        until={range.until.toISOString()}
        current={range.key === "custom"}
      />
    </SegmentedLinks>
  );
}
