"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/console/action";
import { fetchAccount, updateAccountSettings } from "@/lib/operations/accounts";
import { AddAlphaSender, addAlphaSender } from "@/lib/operations/alpha-senders";
import type { Ctx } from "@/lib/operations/ctx";
import { CreateOwnedSender, createOwnedSender, joinPool } from "@/lib/operations/owned-senders";
import { BuyNumber } from "@/lib/operations/phone-numbers";
import { buyPickable, moveSender, PasteNumbers, readPasted } from "@/lib/operations/pickable-numbers";
import { addMembers } from "@/lib/operations/pool-members";
import { markRegistered } from "@/lib/operations/registration";
import { fetchRemovalEffects, Removal } from "@/lib/operations/sender-facts";
import { pauseSenders, removeSenders } from "@/lib/operations/sender-pool";
import { fetchService, updateService } from "@/lib/operations/services";
import { SERVICE_FLAGS, type ServiceFlag } from "./parts/service-flags";

const POOL_ROWS_MAX = 400;

const id = z.uuid();
const Senders = z.object({ serviceId: id, numberIds: z.array(id).min(1).max(POOL_ROWS_MAX) });
const Sender = z.object({ serviceId: id, numberId: id });
const Country = z.object({ serviceId: id, country: z.string().regex(/^[A-Z]{2}$/) });

/** What became of many additions, in words a person can act on. */
export type Added = {
  readonly added: readonly string[];
  readonly refused: readonly { readonly numberId: string; readonly code: number; readonly why: string }[];
};

async function addAll(
  ctx: Ctx,
  { serviceId, numberIds, restores }: z.output<typeof Senders> & { restores: boolean },
): Promise<Added> {
  const { added, refused } = await addMembers(ctx, serviceId, numberIds, { restores });
  return { added, refused: refused.map(({ id, refusal: { code, detail: why } }) => ({ numberId: id, code, why })) };
}

const add = action(Senders.extend({ restores: z.boolean().default(false) }), addAll);
const remove = action(Senders, (ctx, { serviceId, numberIds }) =>
  removeSenders(ctx, serviceId, numberIds, { undoable: true }),
);
const pause = action(Senders.extend({ paused: z.boolean() }), (ctx, { serviceId, numberIds, paused }) =>
  pauseSenders(ctx, serviceId, numberIds, { paused }),
);
const move = action(Sender, (ctx, { serviceId, numberId }) => moveSender(ctx, serviceId, numberId));
const buy = action(BuyNumber.pick({ phoneNumber: true }).required(), buyPickable);
const register = action(z.object({ numberIds: z.array(id).min(1).max(POOL_ROWS_MAX) }), (ctx, { numberIds }) =>
  Promise.all(numberIds.map((senderId) => markRegistered(ctx, senderId))),
);
const turnOn = action(
  Country,
  async (ctx, { country }) => {
    const { geoCountries } = await fetchAccount(ctx);
    await updateAccountSettings(ctx, { geoCountries: [...new Set([...geoCountries, country])] });
  },
  "administer",
);
const dropDestination = action(Country, async (ctx, { serviceId, country }) => {
  const { destinations } = await fetchService(ctx, serviceId);
  await updateService(ctx, serviceId, { destinations: destinations.filter((one) => one !== country) });
});

const setFlag = action(
  z.object({
    serviceId: id,
    setting: z.enum(SERVICE_FLAGS),
    on: z.boolean(),
  }),
  (ctx, { serviceId, setting, on }) => updateService(ctx, serviceId, { [setting]: on }),
);

const addName = action(AddAlphaSender.extend({ serviceId: id }), async (ctx, { serviceId, ...name }) => {
  // A name without a country is the service's own, which the others come before.
  const { id } = await addAlphaSender(ctx, serviceId, name, { forDestination: Boolean(name.isoCountryCode) });
  return id;
});
const takeAndJoin = action(
  CreateOwnedSender.pick({ address: true, country: true }).extend({ serviceId: id }),
  async (ctx, { serviceId, ...sender }) => {
    const taken = await createOwnedSender(ctx, sender);
    await joinPool(ctx, serviceId, taken.id);
    return taken.address;
  },
);

const removalEffects = action(Removal, fetchRemovalEffects, "read");
const previewPaste = action(PasteNumbers, readPasted, "read");

type Input<Schema extends z.ZodType> = z.input<Schema>;

/** Puts numbers, short codes and addresses into the pool, each for itself; `restores` undoes a removal. */
export async function addSendersAction(input: Input<typeof Senders> & { restores?: boolean }) {
  const result = await add(undefined, input);
  refresh();
  return result;
}

/** Takes senders out of the pool, undoably; all but names stay the account's. */
export async function removeSendersAction(input: Input<typeof Senders>) {
  const result = await remove(undefined, input);
  refresh();
  return result;
}

/** Keeps senders out of the choice, or lets them in again. */
export async function pauseSendersAction(input: Input<typeof Senders> & { paused: boolean }) {
  const result = await pause(undefined, input);
  refresh();
  return result;
}

/** Takes a number from the service that has it. */
export async function moveSenderAction(input: Input<typeof Sender>) {
  const result = await move(undefined, input);
  refresh();
  return result.ok ? { ...result, value: null } : result;
}

/** Buys one number of the carrier's, without leaving the page. */
export async function buyNumberAction(phoneNumber: string) {
  const result = await buy(undefined, { phoneNumber });
  refresh();
  return result;
}

/** The operator says that the carrier has verified or registered these senders. */
export async function markRegisteredAction(numberIds: readonly string[]) {
  const result = await register(undefined, { numberIds: [...numberIds] });
  refresh();
  return result.ok ? { ...result, value: null } : result;
}

/** Lets the account send to one more country. */
export async function turnOnCountryAction(input: Input<typeof Country>) {
  const result = await turnOn(undefined, input);
  refresh();
  return result;
}

/** The service is no longer meant to reach this country. */
export async function removeDestinationAction(input: Input<typeof Country>) {
  const result = await dropDestination(undefined, input);
  refresh();
  return result;
}

/** Gives the service a name: for one country, or wherever it has no other. */
export async function addNameAction(input: Input<typeof AddAlphaSender> & { serviceId: string }) {
  const result = await addName(undefined, input);
  refresh();
  return result;
}

/** Takes a short code or a channel's address from the simulated carrier, for this service. @returns the address */
export async function takeSenderAction(input: { serviceId: string; address: string; country?: string }) {
  const result = await takeAndJoin(undefined, input);
  refresh();
  return result;
}

/** What taking these senders out would do; asked by an action because the list may be longer than an address. */
export async function removalEffectsAction(input: Input<typeof Removal>) {
  return removalEffects(undefined, input);
}

/** What a pasted list comes to, before anything joins. */
export async function previewPasteAction(input: Input<typeof PasteNumbers>) {
  return previewPaste(undefined, input);
}

/** Turns a setting of the service on or off. */
export async function setServiceFlagAction(input: { serviceId: string; setting: ServiceFlag; on: boolean }) {
  const result = await setFlag(undefined, input);
  refresh();
  return result.ok ? { ...result, value: null } : result;
}

/** Whatever stands on screen or in the router's memory of services and numbers is read again. */
function refresh() {
  revalidatePath("/services", "layout");
}
