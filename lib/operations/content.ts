import { z } from "zod";
import { CONTENTS_MAX, type Content } from "@/lib/domain/content";
import { APPROVAL_CATEGORIES, rejectionOf } from "@/lib/domain/content-approval";
import { ContentTypes, ContentVariables } from "@/lib/domain/content-types";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { flag } from "@/lib/operations/inputs";
import * as contents from "@/lib/store/content";

export type { ContentFilter } from "@/lib/store/content";

/** @source OpenAPI twilio_content_v1 (ContentCreateRequest); the bounds of names are our choice */
export const CreateContent = z.object({
  friendlyName: z
    .string("Use a text")
    .max(255, "Use at most 255 characters")
    .refine((name) => !name.includes("\0") && name.isWellFormed(), "It has a character that is none")
    .default(""),
  language: z
    .string("Use a code such as en")
    .regex(/^[a-zA-Z]{2,3}([_-][a-zA-Z]{2,4})?$/, "Use a code such as en or pt_BR"),
  variables: ContentVariables.default({}),
  types: ContentTypes,
});

/** @source OpenAPI twilio_content_v1 (ContentUpdateRequest) */
export const UpdateContent = z.object({
  friendlyName: CreateContent.shape.friendlyName.unwrap().optional(),
  language: CreateContent.shape.language.optional(),
  variables: ContentVariables.optional(),
  types: ContentTypes,
});

/** @source OpenAPI twilio_content_v1 (ContentApprovalRequest); WhatsApp's own names */
export const SubmitContent = z.object({
  name: z.string("Use a text").regex(/^[a-z0-9_]{1,512}$/, "Use lower-case letters, digits and underscores"),
  category: z
    .string("Use a text")
    .toUpperCase()
    .pipe(z.enum(APPROVAL_CATEGORIES, "Use UTILITY, MARKETING or AUTHENTICATION")),
  allowCategoryChange: flag.default(true),
});

/** @throws Refusal 20409 when the account has 10,000 templates */
export async function createContent(ctx: Ctx, input: z.infer<typeof CreateContent>): Promise<Content> {
  if ((await contents.count(ctx.db, ctx.accountId)) >= CONTENTS_MAX) {
    throw new Refusal(20409, `The account has ${CONTENTS_MAX} content templates`);
  }
  return contents.insert(ctx.db, ctx.accountId, { ...input, id: ctx.newId(), at: ctx.now() });
}

/** @throws Refusal 20404 if it is not this account's */
export async function fetchContent(ctx: Ctx, id: string): Promise<Content> {
  const found = await contents.find(ctx.db, ctx.accountId, id);
  if (!found) throw new Refusal(20404);
  return found;
}

/** The account's templates that match, newest first unless asked otherwise. */
export async function listContents(ctx: Ctx, filter: contents.ContentFilter, page: Page): Promise<Listing<Content>> {
  return contents.list(ctx.db, ctx.accountId, filter, page, ctx.now());
}

/**
 * Changes what is given; `types` are replaced as a whole. Messages that were sent keep their words.
 * @throws Refusal 20404 unknown, 20409 it was submitted: what reviewers have seen stays as it is
 */
export async function updateContent(ctx: Ctx, id: string, input: z.infer<typeof UpdateContent>): Promise<Content> {
  return (await contents.update(ctx.db, ctx.accountId, id, { ...input, at: ctx.now() })) ?? refuseSubmitted(ctx, id);
}

/**
 * Hands a template to WhatsApp's reviewers, once. What they will say is known at once and told after their time.
 * @throws Refusal 20404 unknown, 20409 it was submitted before
 */
export async function submitContent(ctx: Ctx, id: string, input: z.infer<typeof SubmitContent>): Promise<Content> {
  const { types } = await fetchContent(ctx, id);
  const approval = { ...input, submittedAt: ctx.now(), rejectionReason: rejectionOf(types) };
  return (await contents.submit(ctx.db, ctx.accountId, id, approval)) ?? refuseSubmitted(ctx, id);
}

/** Removes a template for good; scheduled messages have their words already. @throws Refusal 20404 */
export async function deleteContent(ctx: Ctx, id: string): Promise<void> {
  if (!(await contents.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}

async function refuseSubmitted(ctx: Ctx, id: string): Promise<never> {
  await fetchContent(ctx, id);
  throw new Refusal(20409, "The template was submitted for approval. Create another one");
}
