"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { sendAgainAction } from "./actions";

/**
 * Has what was told of a message told once more, and says what came of it.
 * @param seq the one event; left out: all
 */
export async function sendAgain(id: string, seq: number | undefined, onAsked: () => void): Promise<void> {
  const result = await sendAgainAction(id, seq);
  if (!result.ok) {
    toast({ tone: "bad", title: `Nothing was sent again: ${result.message}` });
  } else if (result.value.count === 0) {
    toast({ tone: "moving", title: "Nothing to send again: it is being sent, or was answered since." });
  } else {
    const { count } = result.value;
    toast({ tone: "good", title: count === 1 ? "It is sent again." : `${count} callbacks are sent again.` });
    onAsked();
  }
}

/** Has one event of the message told to its endpoint once more. */
export function SendAgain({ id, seq, onAsked }: { id: string; seq: number; onAsked: () => void }) {
  const [pending, start] = useTransition();
  const ask = () => start(() => sendAgain(id, seq, onAsked));
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
