import type { JudgedSender } from "@/lib/domain/readiness";
import type { MemberName } from "@/lib/operations/pool-members";
import type { SenderFacts } from "@/lib/operations/sender-facts";

/** A sender as the pool's table shows it. */
export type PoolRow = Pick<
  JudgedSender,
  "id" | "phoneNumber" | "country" | "type" | "forDestination" | "capabilities" | "registration" | "paused"
> &
  SenderFacts & {
    /** Names have neither label nor page. */
    readonly known: MemberName | undefined;
  };
