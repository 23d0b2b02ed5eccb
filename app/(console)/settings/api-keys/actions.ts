"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { fromSid, toSid } from "@/lib/domain/sid";
import { CreateApiKey, createApiKey, deleteApiKey } from "@/lib/operations/api-keys";

const create = action(
  CreateApiKey,
  async (ctx, input) => {
    const { key, secret } = await createApiKey(ctx, input);
    return { sid: toSid("SK", key.id), secret };
  },
  "administer",
);

/** The answer carries the secret, which is stored nowhere. */
export async function createKeyAction(previous: unknown, form: FormData) {
  const result = await create(previous, form);
  if (result.ok) revalidatePath("/settings/api-keys");
  return result;
}

const KeySid = z.object({ sid: z.string().transform((sid) => fromSid("SK", sid) ?? "") });
const revoke = action(KeySid, (ctx, { sid }) => deleteApiKey(ctx, sid), "administer");

export async function revokeKeyAction(sid: string) {
  const result = await revoke(undefined, { sid });
  if (result.ok) revalidatePath("/settings/api-keys");
  return result;
}
