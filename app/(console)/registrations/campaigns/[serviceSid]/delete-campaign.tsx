"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { deleteCampaignAction } from "../../actions";

export function DeleteCampaign({ serviceId, numbers }: { serviceId: string; numbers: number }) {
  return (
    <Consequence
      trigger={<Button variant="danger">Delete campaign…</Button>}
      title="Delete the campaign"
      sentence="What it says is gone; another one can be registered for the service."
      effects={
        numbers === 0
          ? []
          : [`${numbers === 1 ? "1 US long code is" : `${numbers} US long codes are`} unregistered (30034).`]
      }
      confirm="Delete campaign"
      onConfirm={() => deleteCampaignAction(serviceId)}
    />
  );
}
