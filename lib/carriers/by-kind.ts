import type { Carrier, CarrierDeps } from "@/lib/carriers/carrier";
import { createSimulatedCarrier } from "@/lib/carriers/simulated";

/** A carrier as it is stored. */
export type CarrierRow = {
  readonly id: string;
  readonly kind: "simulated" | "smpp" | "http";
  readonly settings: Readonly<Record<string, unknown>>;
};

/** Opens a carrier of whatever kind; undefined for a kind this version cannot speak. The one switch over kinds. */
export function openCarrier({ id, kind, settings }: CarrierRow, deps: CarrierDeps): Carrier | undefined {
  switch (kind) {
    case "simulated":
      return createSimulatedCarrier({ id, seed: typeof settings.seed === "number" ? settings.seed : 1 }, deps);
    case "smpp":
    case "http":
      return undefined;
  }
}
