import { z } from "zod";
import { ADVANCED_OPT_OUT_OFF, type AdvancedOptOut, normalise, problemsOf } from "@/lib/domain/advanced-opt-out";
import { Refusal } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/operations/ctx";
import * as services from "@/lib/store/services";

/** Far above what the rules allow, so that a list that is a little too long is told by its rule. */
const LIST_MAX = 200;
const TEXT_MAX = 2_000;

const keywords = z.object({
  keywords: z.array(z.string().max(TEXT_MAX).transform(normalise)).max(LIST_MAX),
  reply: z
    .string()
    .max(TEXT_MAX)
    .trim()
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "The text has a character that is none"),
});
const keywordSet = z.object({ STOP: keywords, START: keywords, HELP: keywords });
const languageSet = keywordSet.extend({ language: z.string().max(64) });

/** A service's own keywords, without whether they are on. */
export const Keywords = z.object({
  standard: keywordSet,
  languages: z.array(languageSet).max(LIST_MAX),
  countries: z
    .array(z.object({ country: z.string().max(8), languages: z.array(languageSet).max(LIST_MAX) }))
    .max(LIST_MAX),
});

/** As they are stored, or the usual ones, which are off. @throws Refusal 20404 */
export async function fetchAdvancedOptOut(ctx: Ctx, serviceId: string): Promise<AdvancedOptOut> {
  const found = await services.findAdvancedOptOut(ctx.db, ctx.accountId, serviceId);
  if (!found) throw new Refusal(20404);
  return found.advancedOptOut ?? ADVANCED_OPT_OUT_OFF;
}

/**
 * Replaces a service's own keywords and answers. While they are off this changes nothing for recipients; while they are
 * on, the next text is read by them.
 * @throws Refusal 20404; 20001 with a sentence for each place, named as {@link problemsOf} names it
 */
export async function saveKeywords(
  ctx: Ctx,
  serviceId: string,
  given: z.output<typeof Keywords>,
): Promise<AdvancedOptOut> {
  const { enabled } = await fetchAdvancedOptOut(ctx, serviceId);
  const settings = { ...given, enabled };
  const fields: Record<string, string> = {};
  for (const { at, message } of problemsOf(settings)) fields[at] ??= message;
  const [first] = Object.entries(fields);
  if (first) throw new Refusal(20001, `${first[0]}: ${first[1]}`, fields);
  return store(ctx, serviceId, settings);
}

/**
 * Turns a service's own keywords on, or off again: then the usual ones hold.
 * @throws Refusal 20404
 * @source behaviour §5.3, our choice: who may administer the account may turn them off
 */
export async function turnAdvancedOptOut(ctx: Ctx, serviceId: string, enabled: boolean): Promise<AdvancedOptOut> {
  return store(ctx, serviceId, { ...(await fetchAdvancedOptOut(ctx, serviceId)), enabled });
}

/** Forgets a service's own keywords: the usual ones hold. @throws Refusal 20404 */
export async function removeAdvancedOptOut(ctx: Ctx, serviceId: string): Promise<void> {
  await store(ctx, serviceId, ADVANCED_OPT_OUT_OFF);
}

async function store(ctx: Ctx, serviceId: string, settings: AdvancedOptOut): Promise<AdvancedOptOut> {
  const stored = await services.setAdvancedOptOut(ctx.db, ctx.accountId, serviceId, settings, ctx.now());
  if (!stored) throw new Refusal(20404);
  return settings;
}
