import type { PickableNumber } from "@/lib/domain/pickable-number";
import type { ReadinessInput } from "@/lib/domain/readiness";
import type { ReviewStage } from "@/lib/domain/review";
import type { Registration } from "@/lib/domain/settings";

/** The last moment a Date can hold: they will be the youngest of the pool. @source ECMA-262 §21.4.1.1 */
const LATEST_MS = 8.64e15;

/** Those of the chosen numbers that are not in the pool already. */
export const joining = (
  pool: ReadinessInput["pool"],
  chosen: ReadonlyMap<string, PickableNumber>,
): readonly PickableNumber[] => [...chosen.values()].filter(({ id }) => !pool.some((member) => member.id === id));

/** The service as it will be once the chosen numbers have joined it. */
export const withJoining = (input: ReadinessInput, chosen: ReadonlyMap<string, PickableNumber>): ReadinessInput => ({
  ...input,
  pool: [
    ...input.pool,
    ...joining(input.pool, chosen).map((number) => ({
      ...number,
      registration: joinedRegistration(number, input.campaign),
      addedAt: new Date(LATEST_MS),
    })),
  ],
});

/** A US long code is what the campaign of its service makes it. */
function joinedRegistration({ type, country, registration }: PickableNumber, campaign: ReadinessInput["campaign"]) {
  return type === "local" && country === "US" && campaign ? BY_CAMPAIGN[campaign] : registration;
}

const BY_CAMPAIGN: Record<ReviewStage, Registration> = {
  submitted: "pending",
  "in-review": "pending",
  approved: "verified",
  rejected: "rejected",
  suspended: "suspended",
};
