import type { Twiml, TwimlMessage, TwimlProblem, TwimlRedirect } from "@/lib/domain/twiml";

/** What one inbound message has led to before the document at hand. */
export type ReplySession = {
  /** Redirects that were followed, those of the fallback included. */
  readonly redirects: number;
  /** Replies that were made. */
  readonly replies: number;
};

/** Replies to one inbound message. @source behaviour §4.3 (14109) */
const REPLIES_MAX = 10;
/** @source behaviour §4.3 allows 50 documents (14106); trust S12 stops a loop at 10 redirects */
const REDIRECTS_MAX = 10;
/** HTTP redirects, after which one more is not followed. @source trust S3; behaviour §4.3 (11215) */
const HTTP_REDIRECTS_MAX = 3;
/** Replies from one number to another within {@link RATE_SECONDS}. @source behaviour §3.6 (14107) */
const RATE_MAX = 15;
export const RATE_SECONDS = 30;

export type ReplyPlan = {
  readonly messages: readonly TwimlMessage[];
  readonly redirect: TwimlRedirect | null;
  readonly problems: readonly TwimlProblem[];
  /** The document as a whole counts as failed, so that the fallback is asked; its messages are sent all the same. */
  readonly failure: TwimlProblem | null;
};

/** What of a document is carried out within the limits of its session. */
export function planReply({ messages, redirect, problems }: Twiml, { redirects, replies }: ReplySession): ReplyPlan {
  const left = Math.max(0, REPLIES_MAX - replies);
  const limit = redirect?.byStatus ? HTTP_REDIRECTS_MAX : REDIRECTS_MAX;
  const isLoop = redirect !== null && redirects >= limit;
  return {
    messages: messages.slice(0, left),
    redirect: isLoop ? null : redirect,
    problems:
      messages.length > left ? [...problems, { code: 14109, detail: `More than ${REPLIES_MAX} replies` }] : problems,
    failure: isLoop
      ? {
          code: redirect.byStatus ? 11215 : 14106,
          detail: `More than ${limit} redirects, the last to ${redirect.url}`,
        }
      : null,
  };
}

/**
 * Whether one more reply may go from a number to another: two machines that answer each other are stopped here.
 * @param recent replies of that pair in the last {@link RATE_SECONDS}
 */
export const withinReplyRate = (recent: number): boolean => recent < RATE_MAX;
