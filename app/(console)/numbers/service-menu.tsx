"use client";

import { ChevronDown, Plus } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import { addToServiceAction } from "./buy/actions";

export type ServiceChoice = { readonly sid: string; readonly friendlyName: string };

/** "Add to a service ▾": puts a number into one of the account's pools. */
export function ServiceMenu({
  numberSid,
  services,
  onAdded,
}: {
  numberSid: string;
  services: readonly ServiceChoice[];
  onAdded?: (service: ServiceChoice) => void;
}) {
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string>();
  function add(service: ServiceChoice) {
    startTransition(async () => {
      const result = await addToServiceAction(service.sid, numberSid);
      setProblem(result.ok ? undefined : `${result.message}${result.code === null ? "" : ` (${result.code})`}`);
      if (!result.ok) return;
      toast({
        tone: "good",
        title: `Added to “${service.friendlyName}”.`,
        action: { label: "Open its pool", href: `/services/${service.sid}/senders` },
      });
      onAdded?.(service);
    });
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Menu
        label="Add to a service"
        trigger={
          <Button size="sm" pending={pending}>
            Add to a service
            <ChevronDown aria-hidden />
          </Button>
        }
        items={[
          ...services.map((service) => ({ label: service.friendlyName, onSelect: () => add(service) })),
          ...(services.length > 0 ? (["separator"] as const) : []),
          { label: "Create service", icon: <Plus aria-hidden />, href: "/services/new" },
        ]}
      />
      {problem && (
        <span role="alert" className="text-bad text-control">
          {problem}
        </span>
      )}
    </span>
  );
}
