"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { UpdateAccountSettings, updateAccountSettings } from "@/lib/operations/accounts";
import { resetScenario } from "@/lib/operations/simulator-scenario";

const gates = action(UpdateAccountSettings, updateAccountSettings, "administer");
const Countries = UpdateAccountSettings.required().pick({ homeCountry: true, geoCountries: true });
const reset = action(z.object({}), resetScenario, "administer");
/** A form without a tick sends no list at all. */
const SaveCountries = z.preprocess((input) => ({ geoCountries: [], ...(input as object) }), Countries);
const countries = action(SaveCountries, updateAccountSettings, "administer");

export async function saveGatesAction(previous: unknown, form: FormData) {
  return done(await gates(previous, form));
}

export async function saveCountriesAction(previous: unknown, form: FormData) {
  return done(await countries(previous, form));
}

export async function resetScenarioAction() {
  const result = await reset(undefined, {});
  if (result.ok) revalidatePath("/settings/permissions");
  return result;
}

/** What the browser is told is only that it is done: the account carries its token. */
async function done(result: Awaited<ReturnType<typeof gates>>) {
  if (!result.ok) return result;
  revalidatePath("/", "layout");
  return { ok: true as const, value: null };
}
