import type { Metadata } from "next";
import { isDiscardable } from "@/lib/domain/service-setup";
import { setupRail } from "../../../new/rail";
import { loadService } from "../../load";
import { ChangeNotice } from "../../parts/change-notice";
import { webhookReach } from "../../parts/webhook-reach";
import { IntegrationStep } from "./integration-step";

export const metadata: Metadata = { title: "Replies and delivery reports" };

/** Step 3: what happens with replies, and who hears of delivery. */
export default async function IntegrationStepPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, input, readiness } = await loadService((await params).serviceSid);
  return (
    <IntegrationStep
      rail={setupRail("integration", service, readiness.blockedFor.length > 0)}
      serviceId={service.id}
      discardable={isDiscardable(service)}
      notice={<ChangeNotice service={service} />}
      input={input}
      initial={service}
      reach={webhookReach()}
    />
  );
}
