import { CustomRange } from "@/components/custom-range";
import { hrefWith, type SearchParams } from "@/components/href";
import { RANGES, type Range, type RangeKey } from "@/components/range";
import { SegmentedLinks } from "@/components/ui/segmented-links";

/** The range of the log; unlike a chart it may also show everything that is kept. */
export function LogRange({ path, params, range }: { path: string; params: SearchParams; range: Range | undefined }) {
  const keys: readonly (RangeKey | undefined)[] = [undefined, "1h", "24h", "7d"];
  const now = new Date();
  return (
    <SegmentedLinks
      label="Time range"
      options={keys.map((key) => ({
        href: hrefWith(path, params, { range: key ?? null, since: null, until: null }),
        label: key ? RANGES[key].label : "All",
        current: range?.key === key,
      }))}
    >
      <CustomRange
        path={path}
        params={params}
        since={(range?.since ?? new Date(now.getTime() - RANGES["24h"].ms)).toISOString()}
        until={(range?.until ?? now).toISOString()}
        current={range?.key === "custom"}
      />
    </SegmentedLinks>
  );
}
