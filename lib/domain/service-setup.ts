import type { Service, Usecase } from "@/lib/domain/service";
import { toSid } from "@/lib/domain/sid";

/** The steps of the create wizard, in order. @source console §4 */
export const SETUP_STEPS = ["name", "senders", "integration", "compliance"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Counted from 1, as a person counts and as `setupStep` of a service is stored. */
export const stepNumber = (step: SetupStep): number => SETUP_STEPS.indexOf(step) + 1;

/** @param number counted from 1; beyond the last step means the last */
const stepOfNumber = (number: number): SetupStep => SETUP_STEPS[Math.min(number, SETUP_STEPS.length) - 1] ?? "name";

/** Where a step is. The first one is found by its key, for it has an address before there is a service. */
export function stepPath(step: SetupStep | "try", service: Pick<Service, "id" | "setupKey">): string {
  if (step === "name") return `/services/new?key=${service.setupKey ?? service.id}`;
  return `/services/${toSid("MG", service.id)}/setup/${step}`;
}

/** Where an unfinished wizard goes on: its first open step. @returns undefined once the wizard was finished */
export function resumePath(service: Pick<Service, "id" | "setupKey" | "setupStep">): string | undefined {
  return service.setupStep === null ? undefined : stepPath(stepOfNumber(service.setupStep), service);
}

/** What step 1 asks. */
export type SetupValues = Pick<Service, "friendlyName" | "usecase" | "destinations">;

/** Step 1 of a new service, filled in with the values of one that is gone. */
export function newServicePath({ friendlyName, usecase, destinations }: SetupValues): string {
  const query = new URLSearchParams({ name: friendlyName, usecase });
  for (const country of destinations) query.append("to", country);
  return `/services/new?${query}`;
}

/** Whether a service was begun and, as far as its row tells, never used: without a sender it cannot have sent. */
export const isDiscardable = ({ setupStep, poolSize }: Pick<Service, "setupStep" | "poolSize">): boolean =>
  setupStep !== null && poolSize === 0;

/** A code that arrives after five minutes opens nothing. */
const CODE_VALIDITY_SECONDS = 300;
const VALIDITY_SECONDS = 36_000;

/** How long a message of such a service should wait at most, in seconds, until somebody says otherwise. @source console §4, step 1 */
export const proposedValidity = (usecase: Usecase): number =>
  usecase === "verification" ? CODE_VALIDITY_SECONDS : VALIDITY_SECONDS;

/** What a step looks like in the rail. `closed`: there is no service yet, so it cannot be opened. */
export type StepState = "done" | "current" | "attention" | "optional" | "open" | "closed";

/**
 * How far the wizard is, step by step.
 * @param current the step on screen
 * @param setup undefined before the service exists
 */
export function stepStates(
  current: SetupStep,
  setup?: { readonly setupStep: number | null; readonly hasSenders: boolean; readonly blocked: boolean },
): Record<SetupStep, StepState> {
  const passed = (step: SetupStep) => setup !== undefined && stepNumber(step) < (setup.setupStep ?? Number.MAX_VALUE);
  const stateOf = (step: SetupStep): StepState => {
    if (step === current) return "current";
    if (setup === undefined) return "closed";
    if (!passed(step)) return step === "integration" ? "optional" : "open";
    if (step === "senders" && !setup.hasSenders) return "attention";
    if (step === "compliance" && setup.blocked) return "attention";
    return "done";
  };
  return {
    name: stateOf("name"),
    senders: stateOf("senders"),
    integration: stateOf("integration"),
    compliance: stateOf("compliance"),
  };
}
