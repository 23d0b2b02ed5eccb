import type { Metadata } from "next";
import { loadService } from "../../load";
import { webhookReach } from "../../parts/webhook-reach";
import { IntegrationForm } from "./integration-form";

export const metadata: Metadata = { title: "Integration" };

/** What happens with replies, who hears of delivery, how long a message may wait. */
export default async function IntegrationPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, input } = await loadService((await params).serviceSid);
  const { pool } = input;
  return (
    <div className="max-w-160">
      <IntegrationForm
        serviceId={service.id}
        initial={service}
        senders={pool.length}
        silentSenders={pool.filter(({ smsUrl }) => !smsUrl).length}
        reach={webhookReach()}
      />
    </div>
  );
}
