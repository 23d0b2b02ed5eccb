import { countryName } from "@/lib/domain/countries";
import { findingsOf, type Readiness } from "@/lib/domain/readiness";
import type { ListedFinding } from "./findings";

/** An empty pool is one finding, not one for each destination. */
const EMPTY_POOL = 21704;

/** Everything that was found as one list, destinations by their names. */
export const listedFindings = (readiness: Readiness): ListedFinding[] =>
  findingsOf(readiness)
    .filter((finding) => !("country" in finding && finding.code === EMPTY_POOL))
    .map((finding) =>
      "country" in finding
        ? { ...finding, key: finding.country, subject: `${countryName(finding.country)}.` }
        : finding,
    );
