import type { Metadata } from "next";
import { describeSenders, readinessSentence } from "@/lib/domain/readiness";
import { isDiscardable } from "@/lib/domain/service-setup";
import { setupRail } from "../../../new/rail";
import { SoFar } from "../../../new/so-far";
import { WizardFrame } from "../../../new/wizard-frame";
import { loadService } from "../../load";
import { ChangeNotice } from "../../parts/change-notice";
import { Findings } from "../../parts/findings";
import { listedFindings } from "../../parts/listed-findings";
import { rateSentence } from "../../parts/rate-text";
import { FinishForm } from "./finish-form";

export const metadata: Metadata = { title: "Ready to send?" };

/** Step 4: what stands in the way, worst first, each with the button that puts it right. */
export default async function ComplianceStepPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, input, readiness, sid } = await loadService((await params).serviceSid);
  const blocked = readiness.blockedFor.length > 0;
  const rail = setupRail("compliance", service, blocked);
  const clear = [...readiness.destinations, ...readiness.checks].every(({ verdict }) => verdict === "ok");
  return (
    <WizardFrame
      current="compliance"
      rail={rail}
      discardId={isDiscardable(service) ? service.id : undefined}
      title="Ready to send?"
      sentence={readinessSentence(readiness)}
      soFar={
        <SoFar
          sentences={[
            input.pool.length === 0
              ? "It has no sender, so every request is refused with 21704."
              : `It sends from ${describeSenders(input.pool)}.`,
            ...(input.pool.length > 0 ? readiness.destinations.map(rateSentence) : []),
            service.statusCallback
              ? `Delivery reports go to ${service.statusCallback}`
              : "Nobody is told of delivery; the log shows it.",
          ]}
        />
      }
    >
      <ChangeNotice service={service} />
      <div className="rounded-panel border">
        <Findings
          label="Checks"
          findings={listedFindings(readiness)}
          place={{ serviceId: service.id, serviceSid: sid, inWizard: true }}
        />
      </div>
      <FinishForm serviceId={service.id} back={rail[2]?.href} clear={clear} blocked={blocked} />
    </WizardFrame>
  );
}
