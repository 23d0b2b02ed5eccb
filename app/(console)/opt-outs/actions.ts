"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { AddOptOut, addOptOut, EndOptOut, endOptOut } from "@/lib/operations/opt-outs";
import { readScope } from "./scope-text";

const Add = AddOptOut.pick({ recipient: true, reason: true }).extend({
  scope: z.string().transform((text, refusal) => {
    const scope = readScope(text);
    if (scope) return scope;
    refusal.addIssue({ code: "custom", message: "Choose who must be silent" });
    return z.NEVER;
  }),
});
const add = action(Add, (ctx, { scope, ...given }) => addOptOut(ctx, { ...given, ...scope }, "console"));
const end = action(EndOptOut.extend({ id: z.uuid() }), (ctx, { id, reason }) => endOptOut(ctx, id, reason, "console"));

/** Sets down that somebody wants no more messages. */
export async function addOptOutAction(previous: unknown, form: FormData) {
  return done(await add(previous, form));
}

/** Ends an opt-out by hand; it needs a reason. */
export async function endOptOutAction(previous: unknown, form: FormData) {
  return done(await end(previous, form));
}

async function done(result: Awaited<ReturnType<typeof end>>) {
  if (!result.ok) return result;
  revalidatePath("/opt-outs");
  return { ok: true as const, value: { recipient: result.value.recipient } };
}
