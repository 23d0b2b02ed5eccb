import type { QueryAnswer } from "@/lib/console/queries";

/** The overview as it reaches the browser: dates are ISO 8601 texts. */
export type View = QueryAnswer<"insights.overview">;
