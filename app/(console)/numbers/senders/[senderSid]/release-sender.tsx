"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { releaseSenderAction } from "./actions";

export function ReleaseSender({ sid, address, effects }: { sid: string; address: string; effects: readonly string[] }) {
  return (
    <Consequence
      trigger={<Button variant="danger">Release sender…</Button>}
      title="Release this sender?"
      sentence="It goes back to the carrier, and somebody else may take it. Messages it sent stay in the log."
      effects={effects}
      confirm="Release 1 sender"
      typed={address}
      onConfirm={() => releaseSenderAction(sid)}
    />
  );
}
