"use client";

import { useOptimistic, useTransition } from "react";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { setAdvancedOptOutAction } from "./actions";

/** Takes effect with the next text that comes in. */
export function AdvancedSwitch({
  serviceId,
  enabled,
  mayTurnOff,
}: {
  serviceId: string;
  enabled: boolean;
  mayTurnOff: boolean;
}) {
  const [on, setOn] = useOptimistic(enabled);
  const [, start] = useTransition();
  return (
    <Switch
      label="Advanced Opt-Out"
      help={
        enabled && !mayTurnOff
          ? "This service reads replies by the keywords below. Only an owner or admin can turn it off."
          : "Replies to every sender of this service are read by the keywords below, and answered in their words. The webhook is told OptOutType, so that your application need not answer too."
      }
      checked={on}
      disabled={enabled && !mayTurnOff}
      onCheckedChange={(next) =>
        start(async () => {
          setOn(next);
          const result = await setAdvancedOptOutAction(serviceId, next);
          if (!result.ok) toast({ tone: "bad", title: `Advanced Opt-Out is as it was: ${result.message}` });
        })
      }
    />
  );
}
