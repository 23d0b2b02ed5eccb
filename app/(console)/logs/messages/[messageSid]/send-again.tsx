"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { sendAgainAction } from "./actions";

/** Has one event of the message told to its endpoint once more. */
export function SendAgain({ id, seq, onAsked }: { id: string; seq: number; onAsked: () => void }) {
  const [pending, start] = useTransition();
  const ask = () =>
    start(async () => {
      const result = await sendAgainAction(id, seq);
      if (!result.ok) toast({ tone: "bad", title: `It was not sent again: ${result.message}` });
      else if (result.value.count === 0) toast({ tone: "moving", title: "It is being sent, or was answered since." });
      else {
        toast({ tone: "good", title: "It is sent again." });
        onAsked();
      }
    });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="sm" pending={pending} onClick={ask}>
        Send again
      </Button>
      <p className="text-control text-quiet">
        The same parameters and idempotency token, with a signature by today's Auth Token.
      </p>
    </div>
  );
}
