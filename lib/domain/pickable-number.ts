import type { JudgedSender } from "@/lib/domain/readiness";
import type { NumberType } from "@/lib/domain/settings";

/** A number of the account as one chooses senders from: what judging it needs, how it is called, and whose it is. */
export type PickableNumber = Omit<JudgedSender, "addedAt" | "type" | "country" | "forDestination"> & {
  readonly type: NumberType;
  readonly country: string;
  readonly friendlyName: string;
  readonly locality: string | null;
  readonly region: string | null;
  /** The service whose pool it is in. */
  readonly service: { readonly id: string; readonly friendlyName: string } | null;
};

/** Why a number cannot be put into a service's pool. @source behaviour §6.2 */
export type NotPickable =
  | { readonly reason: "in this pool" }
  | { readonly reason: "in another pool"; readonly code: 21712; readonly service: string }
  | { readonly reason: "cannot text"; readonly code: 21715 };

/** What stands against a number joining the pool of `serviceId`; undefined when nothing does. */
export function notPickable(
  number: Pick<PickableNumber, "service" | "capabilities">,
  serviceId: string,
): NotPickable | undefined {
  if (number.service?.id === serviceId) return { reason: "in this pool" };
  if (number.service) return { reason: "in another pool", code: 21712, service: number.service.friendlyName };
  const { sms, mms } = number.capabilities;
  return sms || mms ? undefined : { reason: "cannot text", code: 21715 };
}
