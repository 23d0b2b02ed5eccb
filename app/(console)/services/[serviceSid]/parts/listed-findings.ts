import { countryName } from "@/lib/domain/countries";
import { findingsOf, type Readiness } from "@/lib/domain/readiness";
import type { ListedFinding } from "./findings";

/** Everything that was found as one list, destinations by their names. */
export const listedFindings = (readiness: Readiness): ListedFinding[] =>
  findingsOf(readiness).map((finding) =>
    "country" in finding ? { ...finding, key: finding.country, subject: `${countryName(finding.country)}.` } : finding,
  );
