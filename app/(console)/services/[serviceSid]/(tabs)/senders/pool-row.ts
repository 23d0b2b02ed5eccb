import type { OwnedNumber } from "@/lib/domain/owned-number";
import type { SenderFacts } from "@/lib/operations/sender-facts";

/** A sender as the pool's table shows it. */
export type PoolRow = Pick<
  OwnedNumber,
  "id" | "phoneNumber" | "friendlyName" | "country" | "type" | "capabilities" | "registration" | "locality" | "region"
> &
  SenderFacts & { readonly addedAt: Date; readonly pausedAt: Date | null };
