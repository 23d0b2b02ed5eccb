import type { QueryAnswer } from "@/lib/console/queries";
import type { Explanation } from "@/lib/domain/errors";

/** A message as it reaches the browser: dates are ISO 8601 texts. */
export type View = QueryAnswer<"messages.show">;

/** What a code means, of those that stand in the view. */
export const reasonIn = ({ reasons }: Pick<View, "reasons">, code: number): Explanation =>
  reasons[code] ?? { code, name: `Error ${code}`, party: "Senderpool", cause: "", remedy: "" };
