"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { releaseNumberAction } from "./actions";

export function ReleaseNumber({
  sid,
  phoneNumber,
  effects,
}: {
  sid: string;
  phoneNumber: string;
  effects: readonly string[];
}) {
  return (
    <Consequence
      trigger={<Button variant="danger">Release number…</Button>}
      title="Release this number?"
      sentence="It goes back to the carrier, and somebody else may buy it. Messages it sent stay in the log."
      effects={effects}
      confirm="Release 1 number"
      typed={phoneNumber}
      onConfirm={() => releaseNumberAction(sid)}
    />
  );
}
