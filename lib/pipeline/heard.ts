import { NOTHING, type Twiml, type TwimlProblem } from "@/lib/domain/twiml";
import { readHttpRedirect, readTwimlAnswer } from "@/lib/domain/twiml-answer";
import type { WebhookAnswer } from "@/lib/pipeline/deps";
import type { ReplyNote } from "@/lib/store/replies";
import type { Webhook, WebhookOutcome } from "@/lib/store/webhooks";

/** An answer to an inbound webhook, understood: what cannot be used of it is a failure like any other. */
export type Heard = WebhookAnswer & { readonly twiml: Twiml };

/** Reads the answer to an inbound webhook, its fallback or a redirect. @source behaviour §4.3, §4.4 */
export function hear({ url, method }: Pick<Webhook, "url" | "method">, answer: WebhookAnswer): Heard {
  const { status, headers, body, isCut = false, failure } = answer;
  if (status === null) return { ...answer, twiml: NOTHING };
  const elsewhere = readHttpRedirect({ status, location: headers?.location }, { url, method });
  if (elsewhere) return { ...answer, failure: null, twiml: elsewhere };
  if (failure) return { ...answer, twiml: NOTHING };
  const read = readTwimlAnswer({ status, contentType: headers?.["content-type"], body: body ?? "", isCut }, url);
  return read.ok
    ? { ...answer, twiml: read.twiml }
    : { ...answer, twiml: NOTHING, failure: { ...read.problem, cause: undefined } };
}

/** The same try, which ended for another reason. */
export const failedWith = (outcome: WebhookOutcome, { code, detail }: TwimlProblem): WebhookOutcome => ({
  ...outcome,
  errorCode: code,
  errorDetail: detail,
});

/**
 * What a try adds to the message's story: the replies it led to, and an alert for each thing that is wrong.
 * @param replies SIDs
 * @source behaviour §3.6, §4.4
 */
export function notesOf(
  { webhook: { accountId, messageId, url }, errorCode, errorDetail }: WebhookOutcome,
  replies: readonly string[],
  problems: readonly TwimlProblem[],
): ReplyNote[] {
  const of = { accountId, messageId };
  const alerts = problems.map(({ code, detail }) => ({ code: code as number, detail }));
  if (errorCode !== null) alerts.push({ code: errorCode, detail: errorDetail ?? "" });
  return [
    ...(replies.length > 0 ? [{ ...of, name: "replied", errorCode: null, detail: { replies } }] : []),
    ...alerts.map(({ code, detail }) => ({ ...of, name: "alert", errorCode: code, detail: { url, about: detail } })),
  ];
}
