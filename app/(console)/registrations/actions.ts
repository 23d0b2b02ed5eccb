"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionResult, action } from "@/lib/console/action";
import { CAMPAIGN_ID } from "@/lib/domain/campaign";
import { RegisterBrand, registerBrand, resubmitBrand } from "@/lib/operations/brands";
import {
  CreateCampaign,
  createCampaign,
  deleteCampaign,
  UpdateCampaign,
  updateCampaign,
} from "@/lib/operations/campaigns";
import { flag } from "@/lib/operations/inputs";
import { Approve, approve, Reject, reject, SetReview, Suspend, setReview, suspend } from "@/lib/operations/reviews";
import {
  CreateVerification,
  createVerification,
  deleteVerification,
  UpdateVerification,
  updateVerification,
} from "@/lib/operations/toll-free-verifications";
import { withoutEmpty } from "./form-lists";

const id = z.uuid();
/** A box without a tick sends nothing. */
const ticked = flag.default(false);
const BOXES = { hasEmbeddedLinks: ticked, hasEmbeddedPhone: ticked };

const register = action(RegisterBrand.extend({ mock: ticked }), registerBrand);
const resubmit = action(z.object({ id }), (ctx, given) => resubmitBrand(ctx, given.id));
const makeCampaign = action(
  z.preprocess(withoutEmpty, CreateCampaign.extend({ serviceId: id, ...BOXES })),
  (ctx, { serviceId, ...campaign }) => createCampaign(ctx, serviceId, campaign),
);
const changeCampaign = action(
  z.preprocess(
    withoutEmpty,
    UpdateCampaign.extend({ serviceId: id, ...BOXES, ageGated: ticked, directLending: ticked }),
  ),
  (ctx, { serviceId, ...campaign }) => updateCampaign(ctx, serviceId, CAMPAIGN_ID, campaign),
);
const dropCampaign = action(z.object({ serviceId: id }), (ctx, { serviceId }) =>
  deleteCampaign(ctx, serviceId, CAMPAIGN_ID),
);
const makeVerification = action(z.preprocess(withoutEmpty, CreateVerification), createVerification);
const changeVerification = action(
  z.preprocess(withoutEmpty, UpdateVerification.extend({ id })),
  (ctx, { id: verificationId, ...details }) => updateVerification(ctx, verificationId, details),
);
const dropVerification = action(z.object({ id }), (ctx, given) => deleteVerification(ctx, given.id));
const approveOne = action(Approve, approve, "administer");
const rejectOne = action(Reject, reject, "administer");
const suspendOne = action(Suspend, suspend, "administer");
const decideBy = action(SetReview, setReview, "administer");

/** Hands in a brand. */
export async function registerBrandAction(previous: unknown, form: FormData) {
  return done(await register(previous, form));
}

/** Hands a failed brand in again. */
export async function resubmitBrandAction(brandId: string) {
  return done(await resubmit(undefined, { id: brandId }));
}

/** Hands in the campaign of a service. */
export async function registerCampaignAction(previous: unknown, form: FormData) {
  return done(await makeCampaign(previous, form));
}

/** Corrects a campaign, which hands it in again. */
export async function correctCampaignAction(previous: unknown, form: FormData) {
  return done(await changeCampaign(previous, form));
}

/** Ends a campaign: the service's US long codes are registered no longer. */
export async function deleteCampaignAction(serviceId: string) {
  return done(await dropCampaign(undefined, { serviceId }));
}

/** Hands in the verification of a toll-free number. */
export async function startVerificationAction(previous: unknown, form: FormData) {
  return done(await makeVerification(previous, form));
}

/** Corrects a verification, which hands it in again. */
export async function correctVerificationAction(previous: unknown, form: FormData) {
  return done(await changeVerification(previous, form));
}

/** Takes a verification back. */
export async function deleteVerificationAction(verificationId: string) {
  return done(await dropVerification(undefined, { id: verificationId }));
}

/** A reviewer lets something through. */
export async function approveAction(input: z.input<typeof Approve>) {
  return done(await approveOne(undefined, input));
}

/** A reviewer turns something down. */
export async function rejectAction(previous: unknown, form: FormData) {
  return done(await rejectOne(previous, form));
}

/** A reviewer suspends what was approved, or ends that. */
export async function suspendAction(input: z.input<typeof Suspend>) {
  return done(await suspendOne(undefined, input));
}

/** Says who decides from now on. */
export async function setReviewAction(previous: unknown, form: FormData) {
  return done(await decideBy(previous, form));
}

/** Verdicts of services follow from registrations, so everything on screen is read again. */
async function done(result: ActionResult<unknown>) {
  if (!result.ok) return result;
  revalidatePath("/", "layout");
  return { ok: true as const, value: null };
}
