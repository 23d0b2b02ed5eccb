import type { DestinationVerdict, Readiness } from "@/lib/domain/readiness";
import { SETUP_STEPS } from "@/lib/domain/service-setup";

/** What a list says of a service, in one word or a few. `trouble` sorts: the higher, the sooner somebody must look. */
export type ServiceState = {
  readonly status: "ready" | "setup" | "blocked";
  readonly word: string;
  readonly trouble: 0 | 1 | 2;
};

/**
 * The state of a service: blocked where a destination cannot be reached now, in setup while its wizard is open, else ready.
 * @param setupStep the first open step, counted from 1; null once the wizard was finished
 * @source console §3 ("Services list")
 */
export function stateOf({ setupStep }: { readonly setupStep: number | null }, readiness: Readiness): ServiceState {
  if (setupStep !== null) {
    return { status: "setup", word: `Setup ${setupStep} of ${SETUP_STEPS.length}`, trouble: 1 };
  }
  const blocked = readiness.destinations.filter(({ verdict }) => verdict === "blocked");
  const [worst] = blocked;
  if (!worst) return { status: "ready", word: "Ready", trouble: 0 };
  const countries = blocked.filter(({ code }) => code === worst.code).map(({ country }) => country);
  return { status: "blocked", word: `Blocked: ${reason(worst, countries)}`, trouble: 2 };
}

function reason({ code }: DestinationVerdict, countries: readonly string[]): string {
  const where = countries.join(", ");
  if (code === 21704) return "no sender";
  if (code === 21703) return `no sender for ${where}`;
  if (code === 21408) return `${where} is off`;
  return `${where} (${code})`;
}
