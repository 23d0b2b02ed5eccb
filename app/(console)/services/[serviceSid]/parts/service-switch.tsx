"use client";

import { type ReactNode, useOptimistic, useTransition } from "react";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { setServiceFlagAction } from "../actions";
import type { ServiceFlag } from "./service-flags";

/** A setting of a service that is on or off, with effect at once; the next message is sent by it. */
export function ServiceSwitch({
  serviceId,
  setting,
  initial,
  label,
  help,
}: {
  serviceId: string;
  setting: ServiceFlag;
  initial: boolean;
  label: string;
  help: ReactNode;
}) {
  const [on, setOn] = useOptimistic(initial);
  const [, start] = useTransition();
  return (
    <Switch
      label={label}
      help={help}
      checked={on}
      onCheckedChange={(next) =>
        start(async () => {
          setOn(next);
          const result = await setServiceFlagAction({ serviceId, setting, on: next });
          if (!result.ok) toast({ tone: "bad", title: `${label} is as it was: ${result.message}` });
        })
      }
    />
  );
}
