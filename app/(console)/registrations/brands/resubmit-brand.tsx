"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { resubmitBrandAction } from "../actions";

export function ResubmitBrand({ id }: { id: string }) {
  const [pending, start] = useTransition();
  return (
    <Button
      size="sm"
      pending={pending}
      onClick={() =>
        start(async () => {
          const result = await resubmitBrandAction(id);
          if (result.ok) toast({ tone: "good", title: "Brand handed in again." });
          else toast({ tone: "bad", title: `Not handed in: ${result.message}` });
        })
      }
    >
      Hand in again
    </Button>
  );
}
