"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import {
  fetchAccount,
  LimitRequests,
  LimitTexts,
  limitRequests,
  limitTexts,
  RenameAccount,
  renameAccount,
  rotateAuthToken,
} from "@/lib/operations/accounts";

const Nothing = z.object({});
const rename = action(RenameAccount, renameAccount, "administer");
const limit = action(LimitRequests, limitRequests, "administer");
const limitRate = action(LimitTexts, limitTexts, "administer");
const reveal = action(Nothing, async (ctx) => (await fetchAccount(ctx)).authToken, "administer");
const rotate = action(Nothing, async (ctx) => (await rotateAuthToken(ctx)).authToken, "administer");

export async function renameAccountAction(previous: unknown, form: FormData) {
  const result = await rename(previous, form);
  if (result.ok) revalidatePath("/", "layout");
  return result.ok ? { ...result, value: null } : result;
}

export async function limitRequestsAction(previous: unknown, form: FormData) {
  const result = await limit(previous, form);
  if (result.ok) revalidatePath("/settings/account");
  return result.ok ? { ...result, value: null } : result;
}

export async function limitTextsAction(previous: unknown, form: FormData) {
  const result = await limitRate(previous, form);
  if (result.ok) revalidatePath("/settings/account");
  return result.ok ? { ...result, value: null } : result;
}

/** The Auth Token, only when asked for: no page carries it. */
export async function revealTokenAction() {
  return reveal(undefined, {});
}

/** Gives the account another token; the old one stops at once. */
export async function rotateTokenAction() {
  return rotate(undefined, {});
}
