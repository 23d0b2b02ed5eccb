"use client";

import { SaveForm } from "@/components/save-form";
import type { WebhookReach } from "@/lib/domain/webhook-url";
import { IntegrationFields, type IntegrationValues } from "../../parts/integration-fields";
import { saveIntegrationAction } from "../../setup/integration/actions";

export function IntegrationForm({
  serviceId,
  ...fields
}: {
  serviceId: string;
  initial: IntegrationValues;
  senders: number;
  silentSenders: number;
  reach: WebhookReach;
}) {
  return (
    <SaveForm action={saveIntegrationAction} saved="Integration saved.">
      {(problems) => (
        <>
          <input type="hidden" name="serviceId" value={serviceId} />
          <IntegrationFields {...fields} problems={problems} />
        </>
      )}
    </SaveForm>
  );
}
