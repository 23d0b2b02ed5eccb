"use client";

import { Consequence } from "@/components/consequence";
import { countText } from "@/components/number-text";
import { Button } from "@/components/ui/button";
import { leaveServiceAction } from "./actions";

export function LeaveService({
  sid,
  service,
  stickyPeople,
}: {
  sid: string;
  service: { sid: string; friendlyName: string };
  stickyPeople: number;
}) {
  return (
    <Consequence
      trigger={<Button size="sm">Remove from service…</Button>}
      title={`Remove it from “${service.friendlyName}”?`}
      sentence="The number leaves the sender pool. It stays yours."
      effects={stickyPeople > 0 ? [`${countText(stickyPeople)} people lose their sticky sender.`] : []}
      confirm="Remove 1 sender"
      tone="primary"
      onConfirm={() => leaveServiceAction(sid, service.sid)}
    />
  );
}
