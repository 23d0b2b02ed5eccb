import type { Address } from "@/lib/domain/address";
import { Refusal } from "@/lib/domain/errors";
import type { SendRequest } from "@/lib/domain/message";
import { answersTo, type Keyword, readKeyword } from "@/lib/domain/opt-out";
import { RATE_SECONDS, withinReplyRate } from "@/lib/domain/reply-session";
import { obstacleOf } from "@/lib/domain/sender-selection";
import type { SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import { acceptBatch } from "@/lib/operations/accept";
import type { Ctx } from "@/lib/operations/ctx";
import { VALIDITY_SECONDS_MAX } from "@/lib/operations/send";
import type { Sql } from "@/lib/store/db";
import { markFree } from "@/lib/store/messages";
import * as optOuts from "@/lib/store/opt-outs";
import { countRecentReplies } from "@/lib/store/replies";
import { transact } from "@/lib/store/transaction";

type KeywordCtx = Pick<Ctx, "db" | "accountId" | "now" | "newId" | "simulatedMps">;

/** A text that came in, before it is stored. */
export type Arriving = {
  readonly body: string;
  readonly from: Address;
  readonly number: SenderSettings;
  /** Whose pool the number is in. */
  readonly service: ServiceSettings | undefined;
  /** Of the text; null when it will not be kept. */
  readonly messageId: string | null;
};

/**
 * Stores a text and, if it is a keyword, what follows from it: the ledger's change and the answer. All of it is stored or
 * nothing, so that a recipient whose STOP was taken is texted no more, and is answered once.
 * @param within  a transaction that is open already
 * @param store keeps the text; undefined stands for a text like any other
 * @source behaviour §5
 */
export async function storeObeying(
  ctx: KeywordCtx,
  arriving: Arriving,
  within: Sql | undefined,
  store: (sql: Sql, keyword: Keyword | undefined) => Promise<void>,
): Promise<void> {
  const { body, from, number, service } = arriving;
  const keyword = readKeyword(body, {
    senderType: number.type,
    inService: service !== undefined,
    country: from.country,
    advanced: service?.advancedOptOut ?? null,
  });
  if (!keyword) return store(within ?? ctx.db.sql, undefined);
  const obey = async (sql: Sql) => {
    const replyId = ctx.newId();
    const before = await applyKeyword(ctx, sql, keyword, { ...arriving, replyId });
    await store(sql, keyword);
    await answer(ctx, sql, textsFor(keyword, number, before), { ...arriving, replyId, type: keyword.type });
  };
  await (within ? obey(within) : transact(ctx.db.sql, obey));
}

/** Only the simulated network leaves its own answer to us. */
function textsFor(keyword: Keyword, { carrierKind }: SenderSettings, before: boolean): string[] {
  const isOurs = carrierKind === "simulated";
  return answersTo(isOurs ? keyword : { ...keyword, networkReply: null }, before);
}

/** @returns whether the recipient was opted out when it came */
async function applyKeyword(
  { accountId, now, newId }: KeywordCtx,
  sql: Sql,
  { type, word, scopes: names }: Keyword,
  { from: { address: recipient }, number, service, messageId, replyId }: Arriving & { replyId: string },
): Promise<boolean> {
  const ofSender: optOuts.Scope = { serviceId: null, sender: number.phoneNumber };
  const ofService: optOuts.Scope | undefined = service && { serviceId: service.id, sender: null };
  const scopes = names.flatMap((name) => (name === "sender" ? ofSender : (ofService ?? [])));
  const mark = { at: now(), source: "keyword", actor: recipient, reason: word, messageId } as const;
  switch (type) {
    case "STOP": {
      const all = ofService ? [ofSender, ofService] : [ofSender];
      const before = await optOuts.isOpen(sql, accountId, recipient, all);
      const opening = scopes.map((scope) => ({ ...scope, ...mark, id: newId(), recipient, replyId }));
      // Of two at the same instant, one finds what the other opened.
      return (await optOuts.open(sql, accountId, opening)).length < opening.length || before;
    }
    case "START":
      return (await optOuts.close(sql, accountId, recipient, scopes, mark)) > 0;
    case "HELP":
      return optOuts.isOpen(sql, accountId, recipient, scopes);
  }
}

/** Answers cost nothing and come from the number that was written to. @source behaviour §5.1 */
async function answer(
  ctx: KeywordCtx,
  sql: Sql,
  texts: readonly string[],
  { from: to, number, service, messageId, replyId, type }: Arriving & { replyId: string; type: Keyword["type"] },
): Promise<void> {
  if (texts.length === 0 || obstacleOf(number, { to: to.address, country: to.country, hasMedia: false })) return;
  const at = ctx.now();
  if (type !== "STOP" && !(await isWithinRate(sql, number.phoneNumber, to.address, at))) return;
  const requests = texts.map(
    (body): SendRequest => ({
      accountId: ctx.accountId,
      to: to.address,
      country: to.country,
      service: service ?? null,
      from: number.phoneNumber,
      sender: number,
      body,
      smartEncoded: service?.smartEncoding ?? false,
      direction: "outbound-reply",
      statusCallback: null,
      validityPeriodSeconds: VALIDITY_SECONDS_MAX,
      sendAt: null,
      tags: null,
      failsWith: null,
      origin: { via: "reply", actor: messageId === null ? to.address : toSid("SM", messageId) },
    }),
  );
  const ids = [replyId];
  const accepted = await acceptBatch(sql, requests, {
    now: at,
    newId: () => ids.pop() ?? ctx.newId(),
    simulatedMps: ctx.simulatedMps,
    gatewayId: null,
    holdUntil: at,
    freeAt: free,
    lastUsed: free,
  });
  const stored = accepted.flatMap((result) => (result instanceof Refusal ? [] : result.message.id));
  await markFree(sql, ctx.accountId, stored);
}

/** Two machines that answer each other come to rest. @source behaviour §4.3 (14107) */
async function isWithinRate(sql: Sql, from: string, to: string, at: Date): Promise<boolean> {
  const recent = await countRecentReplies(sql, [to], new Date(at.getTime() - RATE_SECONDS * 1_000));
  return withinReplyRate(recent.get(`${from} ${to}`) ?? 0);
}

/** The sender is given, so nobody compares queues; its slot is taken where it is stored. */
const free = () => 0;

/** What the event of a text that was a keyword keeps of it. */
export const notedOf = ({ type, word, list, language, scopes }: Keyword) => ({ type, word, list, language, scopes });
