import type { Service } from "@/lib/domain/service";
import { SETUP_STEPS, type SetupStep, stepPath, stepStates } from "@/lib/domain/service-setup";
import type { RailStep } from "./wizard-frame";

/**
 * The four steps with their states and addresses.
 * @param blocked whether some destination cannot be reached
 */
export function setupRail(current: SetupStep, service: Service | undefined, blocked = false): RailStep[] {
  const states = stepStates(
    current,
    service && { setupStep: service.setupStep, hasSenders: service.poolSize > 0, blocked },
  );
  return SETUP_STEPS.map((step) => ({
    step,
    state: states[step],
    href: service ? stepPath(step, service) : "/services/new",
  }));
}
