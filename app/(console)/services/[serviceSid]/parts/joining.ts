import type { PickableNumber } from "@/lib/domain/pickable-number";
import type { ReadinessInput } from "@/lib/domain/readiness";

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
  pool: [...input.pool, ...joining(input.pool, chosen).map((number) => ({ ...number, addedAt: new Date(LATEST_MS) }))],
});
