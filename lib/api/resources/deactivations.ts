import { v1 } from "@/lib/api/dialect";
import { one } from "@/lib/api/params";
import { defineResource } from "@/lib/api/resource";
import { parseIso8601 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";

/** Where the list is: a text with a number a line. */
export const DEACTIVATIONS_PATH = "/senderpool/deactivations.txt";

/** Leads to the numbers that carriers gave up on a day. @source behaviour §6.5; OpenAPI (messaging_v1, Deactivations) */
export const deactivations = defineResource({
  dialect: v1,
  path: "Deactivations",
  fetchStatus: 307,
  fetch: (_ctx, _path, params, { origin, answerHeaders }) => {
    const date = one(params, "Date");
    if (date && !(/^\d{4}-\d\d-\d\d$/.test(date) && parseIso8601(date)))
      throw new Refusal(20001, "Bad request: Date: Use YYYY-MM-DD");
    const redirectTo = origin + DEACTIVATIONS_PATH;
    answerHeaders.Location = redirectTo;
    return redirectTo;
  },
  serialize: (redirectTo: string) => ({ redirect_to: redirectTo }),
});
