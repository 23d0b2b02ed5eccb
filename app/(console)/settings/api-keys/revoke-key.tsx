"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { revokeKeyAction } from "./actions";

export function RevokeKey({ sid, friendlyName }: { sid: string; friendlyName: string }) {
  return (
    <Consequence
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Revoke ${friendlyName}`}>
          Revoke…
        </Button>
      }
      title={`Revoke “${friendlyName}”?`}
      sentence="Within a second, requests with this key are answered 401 (20003). It cannot be brought back."
      confirm="Revoke key"
      onConfirm={() => revokeKeyAction(sid)}
      onDone={() => toast({ tone: "good", title: `“${friendlyName}” is revoked.` })}
    />
  );
}
