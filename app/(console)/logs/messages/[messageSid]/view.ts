import type { QueryAnswer } from "@/lib/console/queries";

/** A message as it reaches the browser: dates are ISO 8601 texts. */
export type View = QueryAnswer<"messages.show">;
