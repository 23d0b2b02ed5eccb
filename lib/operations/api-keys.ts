import { z } from "zod";
import type { ApiKey } from "@/lib/domain/account";
import { Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import type { Ctx } from "@/lib/operations/ctx";
import { friendlyName } from "@/lib/operations/inputs";
import * as apiKeys from "@/lib/store/api-keys";
import { hashSecret } from "@/lib/store/secrets";

export type { ApiKey };

/** 24 bytes are 32 characters of base64url. */
const SECRET_BYTES = 24;

export const CreateApiKey = z.object({ friendlyName });

/** Makes a key. @returns it with its secret, which is never shown again: only a digest is stored */
export async function createApiKey(
  ctx: Ctx,
  input: z.infer<typeof CreateApiKey>,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = Buffer.from(ctx.randomBytes(SECRET_BYTES)).toString("base64url");
  const key = await apiKeys.insert(ctx.db, ctx.accountId, {
    ...input,
    id: ctx.newId(),
    secretHash: hashSecret(secret),
    at: ctx.now(),
  });
  return { key, secret };
}

/** Newest first. */
export async function listApiKeys(ctx: Ctx, page: Page): Promise<Listing<ApiKey>> {
  return apiKeys.list(ctx.db, ctx.accountId, page);
}

/** Revokes a key; it stops within a second everywhere. @throws Refusal 20404 */
export async function deleteApiKey(ctx: Ctx, id: string): Promise<void> {
  if (!(await apiKeys.remove(ctx.db, ctx.accountId, id))) throw new Refusal(20404);
}
