import type { Metadata } from "next";
import { Panel } from "@/components/ui/panel";
import { loadService } from "../../load";
import { Findings } from "../../parts/findings";
import { listedFindings } from "../../parts/listed-findings";

export const metadata: Metadata = { title: "Compliance" };

/** What stands in the way of this service's messages, worst first. */
export default async function CompliancePage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, readiness, sid } = await loadService((await params).serviceSid);
  return (
    <Panel
      title="What stands in the way"
      description="Judged from the pool, the destinations and the account, by the rules messages are sent by."
      padded={false}
      className="max-w-220"
    >
      <Findings
        label="Checks"
        findings={listedFindings(readiness)}
        place={{ serviceId: service.id, serviceSid: sid, inWizard: false }}
      />
    </Panel>
  );
}
