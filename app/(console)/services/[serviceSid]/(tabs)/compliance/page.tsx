import type { Metadata } from "next";
import { StatusBadge } from "@/components/status-badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ReviewBadge } from "../../../../registrations/review-badge";
import { loadService } from "../../load";
import { Findings } from "../../parts/findings";
import { listedFindings } from "../../parts/listed-findings";

export const metadata: Metadata = { title: "Compliance" };

/** What stands in the way of this service's messages, worst first. */
export default async function CompliancePage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { service, readiness, sid, input, ctx } = await loadService((await params).serviceSid);
  const now = ctx.now();
  const takesCampaign = input.pool.some(({ type, country }) => type === "local" && country === "US");
  return (
    <div className="flex max-w-220 flex-col gap-5">
      <Panel
        title="What stands in the way"
        description="Judged from the pool, the destinations and the account, by the rules messages are sent by."
        padded={false}
      >
        <Findings
          label="Checks"
          findings={listedFindings(readiness)}
          place={{ serviceId: service.id, serviceSid: sid, inWizard: false }}
        />
      </Panel>
      {(takesCampaign || service.campaign) && (
        <Panel
          title="US A2P campaign"
          description="US carriers take texts from long codes only for a registered brand and campaign."
          actions={
            <ButtonLink size="sm" href={`/registrations/campaigns/${sid}`}>
              {service.campaign ? "View campaign" : "Register campaign"}
            </ButtonLink>
          }
        >
          {service.campaign ? (
            <ReviewBadge review={service.campaign} now={now} />
          ) : (
            <StatusBadge status="unverified" word="No campaign" />
          )}
        </Panel>
      )}
    </div>
  );
}
