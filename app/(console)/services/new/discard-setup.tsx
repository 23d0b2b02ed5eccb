"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { discardSetupAction } from "./actions";

/** Throws away a service that was begun and never used; nothing depends on it, so nothing is asked. */
export function DiscardSetup({ serviceId }: { serviceId: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      onClick={() =>
        start(async () => {
          const result = await discardSetupAction(serviceId);
          if (!result.ok) return void toast({ tone: "bad", title: result.message });
          toast({ tone: "good", title: "The service was discarded." });
          router.push("/services");
        })
      }
    >
      Discard this service
    </Button>
  );
}
