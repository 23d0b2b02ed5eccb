import { z } from "zod";
import { parseAddress, parseFrom } from "@/lib/domain/address";
import { Refusal } from "@/lib/domain/errors";
import type { OptOut, OptOutSource } from "@/lib/domain/opt-out";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import * as optOuts from "@/lib/store/opt-outs";
import * as services from "@/lib/store/services";

export type { OptOut };

/** Why somebody changed the ledger by hand. */
const reason = z.string("Say why").trim().min(1, "Say why").max(200, "Use at most 200 characters");

export const AddOptOut = z.object({
  recipient: z.string().max(64),
  /** Id of a service, or E.164 of a number of this account: one of the two. */
  serviceId: z.uuid().nullable(),
  sender: z.string().max(64).nullable(),
  reason,
});

export const EndOptOut = z.object({ reason });

export type OptOutFilter = optOuts.Filter;

/** Rows of one recipient, of each kind, that are shown at once. */
const LOOKED_UP_MAX = 50;

/** The ledger, newest first. */
export async function listOptOuts(ctx: Ctx, filter: OptOutFilter, page: Page): Promise<Listing<OptOut>> {
  return optOuts.list(ctx.db, ctx.accountId, filter, page);
}

/**
 * What is known of one recipient: what is open first, then what was, newest first; 50 of each.
 * @returns undefined for what is no phone number
 */
export async function lookUpOptOuts(
  ctx: Ctx,
  number: string,
): Promise<{ readonly recipient: string; readonly rows: readonly OptOut[] } | undefined> {
  const recipient = parseAddress(number)?.address;
  if (recipient === undefined) return undefined;
  const read = (open: boolean) =>
    optOuts.list(ctx.db, ctx.accountId, { only: recipient, open }, { limit: LOOKED_UP_MAX });
  const [open, ended] = await Promise.all([read(true), read(false)]);
  return { recipient, rows: [...open.rows, ...ended.rows] };
}

/** @throws Refusal 20404 */
export async function fetchOptOut(ctx: Ctx, id: string): Promise<OptOut> {
  const found = await optOuts.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/**
 * Sets down that somebody wants no more messages, as when they said so on the phone. Said twice, it is what it was.
 * @throws Refusal 21211 no phone number, 20001 not exactly one of service and sender, 20404 no service, 21606 no sender of
 *   this account
 */
export async function addOptOut(
  ctx: Ctx,
  { recipient: given, serviceId, sender, reason }: z.output<typeof AddOptOut>,
  source: "console" | "api",
): Promise<OptOut> {
  const recipient = parseAddress(given)?.address;
  if (recipient === undefined)
    throw new Refusal(21211, `Invalid 'To' Phone Number: ${given}`, { recipient: NO_NUMBER });
  const scope = await readScope(ctx, { serviceId, sender });
  const mark = { at: ctx.now(), source, actor: ctx.actor, reason, messageId: null };
  const fresh = { ...scope, ...mark, id: ctx.newId(), recipient, replyId: null };
  const [id] = await optOuts.open(ctx.db.sql, ctx.accountId, [fresh]);
  if (id !== undefined) return fetchOptOut(ctx, id);
  const { rows } = await optOuts.list(ctx.db, ctx.accountId, { only: recipient, open: true }, { limit: LOOKED_UP_MAX });
  const known = rows.find((row) => row.serviceId === scope.serviceId && row.sender === scope.sender);
  if (!known) throw new Refusal(20409);
  return known;
}

const NO_NUMBER = "Enter a phone number with country code, like +14155550134";

async function readScope(
  ctx: Ctx,
  { serviceId, sender }: { serviceId: string | null; sender: string | null },
): Promise<optOuts.Scope> {
  if (serviceId && !sender) {
    if (!(await services.find(ctx.db, ctx.accountId, serviceId))) throw new Refusal(20404);
    return { serviceId, sender: null };
  }
  if (!sender || serviceId) throw new Refusal(20001, "Bad request: Give either a Messaging Service or a sender");
  const from = parseFrom(sender);
  const owned = from === undefined ? undefined : await ctx.settings.sender(from, ctx.accountId, { fresh: true });
  if (owned?.accountId !== ctx.accountId) throw new Refusal(21606);
  return { serviceId: null, sender: owned.phoneNumber };
}

/**
 * Ends an opt-out by hand, because the recipient asked for messages again in some other way than START.
 * @throws Refusal 20404 none of this account's, 20409 it has ended already
 */
export async function endOptOut(
  ctx: Ctx,
  id: string,
  reason: string,
  source: Exclude<OptOutSource, "keyword">,
): Promise<OptOut> {
  const deed = { at: ctx.now(), source, actor: ctx.actor, reason };
  const ended = await optOuts.closeOne(ctx.db, ctx.accountId, id, deed);
  if (ended) return ended;
  await fetchOptOut(ctx, id);
  throw new Refusal(20409, "It has ended already.");
}

/** What the services of these rows are called, by id; a deleted one is missing. */
export async function serviceNames(ctx: Ctx, rows: readonly OptOut[]): Promise<ReadonlyMap<string, string>> {
  return services.namesOf(ctx.db, ctx.accountId, [...new Set(rows.flatMap(({ serviceId }) => serviceId ?? []))]);
}
