"use client";

import type { ReactNode } from "react";
import { Consequence } from "@/components/consequence";
import { countText } from "@/components/number-text";
import { toast } from "@/components/ui/toast-store";
import type { QueryAnswer } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { deleteServiceAction } from "./actions";

/** Deletes a service once its name was typed, and says before what becomes of all that depends on it. */
export function DeleteService({
  service: { id, friendlyName, waiting },
  trigger,
  open,
  onOpenChange,
  onDeleted,
}: {
  service: { id: string; friendlyName: string; waiting: number };
  trigger?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted?: () => void;
}) {
  const effects = useConsoleQuery("services.deletion-effects", { id }, { enabled: open });
  return (
    <Consequence
      trigger={trigger}
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete “${friendlyName}”?`}
      sentence="Requests that name it are refused with 20404 from now on. Its messages stay in the log."
      effects={effectSentences(effects.data, waiting)}
      confirm="Delete service"
      typed={friendlyName}
      onConfirm={() => deleteServiceAction(id)}
      onDone={() => {
        toast({ tone: "good", title: `“${friendlyName}” is deleted.` });
        onDeleted?.();
      }}
    />
  );
}

function effectSentences(effects: QueryAnswer<"services.deletion-effects"> | undefined, waiting: number): string[] {
  if (!effects) return ["Counting what depends on it…"];
  const { senders, stickyPeople, scheduled, optOuts } = effects;
  return [
    senders > 0 && `${countText(senders)} ${senders === 1 ? "sender stays" : "senders stay"} yours, in no service.`,
    waiting > 0 && `${countText(waiting)} waiting ${waiting === 1 ? "message still goes" : "messages still go"} out.`,
    scheduled > 0 &&
      `${countText(scheduled)} scheduled ${scheduled === 1 ? "message fails" : "messages fail"} with 21701.`,
    stickyPeople > 0 && `${countText(stickyPeople)} people lose their sticky sender.`,
    optOuts > 0 &&
      `${countText(optOuts)} ${optOuts === 1 ? "person" : "people"} who opted out of it can be texted from its numbers again.`,
  ].filter((sentence) => sentence !== false);
}
