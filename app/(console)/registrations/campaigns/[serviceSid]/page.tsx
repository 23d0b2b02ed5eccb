import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { isUsable } from "@/lib/domain/brand";
import { type Campaign, campaignRate, registryIdOf, usecasesOf } from "@/lib/domain/campaign";
import { Refusal } from "@/lib/domain/errors";
import { type ReviewStage, stageOf } from "@/lib/domain/review";
import { may } from "@/lib/domain/role";
import { fromSid, toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { listBrands } from "@/lib/operations/brands";
import { findCampaign } from "@/lib/operations/campaigns";
import { fetchJudgedService } from "@/lib/operations/service-readiness";
import { brandName } from "../../brand-name";
import { RegisterBrand } from "../../brands/register-brand";
import { Facts } from "../../facts";
import { ReviewBadge } from "../../review-badge";
import { SuspendButton } from "../../suspend-button";
import { Waiting } from "../../waiting";
import { CampaignForm } from "./campaign-form";
import { DeleteCampaign } from "./delete-campaign";

export const metadata: Metadata = { title: "Campaign" };

const BRANDS_SHOWN = 100;

/** What is blocked meanwhile, and what comes next. */
const SENTENCES: Record<ReviewStage, string> = {
  submitted: "Handed in. Its US long codes come back undelivered with 30035 until it is verified.",
  "in-review": "In review. Its US long codes come back undelivered with 30035 until it is verified.",
  approved: "Verified: its US long codes may text the US.",
  rejected: "Rejected. Its US long codes come back undelivered with 30034 until it is corrected and verified.",
  suspended: "Suspended: nothing leaves to the US from its long codes (30033).",
};

/** The campaign of one service, or the form that registers it. */
export default async function CampaignPage({ params }: { params: Promise<{ serviceSid: string }> }) {
  const { ctx, role } = await sessionCtx();
  const { serviceSid: sid } = await params;
  const id = fromSid("MG", sid);
  if (!id) notFound();
  const viewer = { mayAdminister: may(role, "administer"), simulatedMps: env().SENDER_MPS };
  const [judged, campaign] = await Promise.all([
    fetchJudgedService(ctx, id, viewer).catch(nobody),
    findCampaign(ctx, id).catch(nobody),
  ]);
  if (!judged) notFound();
  const now = ctx.now();
  const { service, input } = judged;
  const numbers = input.pool.filter(({ type, country }) => type === "local" && country === "US").length;
  const mayChange = may(role, "send");
  const serviceLink = (
    <Link href={`/services/${sid}/compliance`} className="link">
      <bdi>{service.friendlyName}</bdi>
    </Link>
  );
  if (!campaign) {
    const { rows } = await listBrands(ctx, { limit: BRANDS_SHOWN });
    const usable = rows.filter((brand) => isUsable(brand, now));
    const types = new Set(usable.map(({ type }) => type));
    return (
      <div className="flex max-w-3xl flex-col gap-5">
        <PageHeader
          back={{ href: "/registrations/brands", label: "Registrations" }}
          title="Register a campaign"
          sentence={<>For {serviceLink}: what it sends to the US from its long codes. A service has one campaign.</>}
        />
        {!mayChange ? (
          <Banner>Your role, {role}, may look at this but not register it.</Banner>
        ) : usable.length === 0 ? (
          <Panel
            title="First the brand"
            description={
              rows.length === 0
                ? "A campaign belongs to an approved brand: the business that sends."
                : "No brand is approved yet. This page goes on by itself once one is."
            }
            actions={<Waiting reviews={rows} now={now} />}
          >
            {rows.length > 0 && (
              <ul className="mb-4 flex flex-col gap-2 text-control">
                {rows.map((brand) => (
                  <li key={brand.id} className="flex items-center gap-3">
                    <ReviewBadge review={brand} now={now} />
                    <bdi className="truncate">{brandName(brand)}</bdi>
                  </li>
                ))}
              </ul>
            )}
            <RegisterBrand />
          </Panel>
        ) : (
          <Panel>
            <CampaignForm
              serviceId={service.id}
              brands={usable.map((brand) => ({ value: toSid("BN", brand.id), label: brandName(brand) }))}
              usecases={[...types].flatMap((type) =>
                usecasesOf(type).map(({ code, name }) => ({ value: code, label: name })),
              )}
            />
          </Panel>
        )}
      </div>
    );
  }
  const stage = stageOf(campaign, now);
  const isMock = campaign.brand?.mock ?? false;
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <PageHeader
        back={{ href: "/registrations/brands", label: "Registrations" }}
        title="Campaign"
        meta={
          <>
            <ReviewBadge review={campaign} now={now} />
            <Waiting reviews={[campaign]} now={now} />
          </>
        }
        sentence={
          <>
            Of {serviceLink}. {isMock ? "Its brand is a mock: it registers no number (30034)." : SENTENCES[stage]}
          </>
        }
        actions={
          viewer.mayAdminister &&
          (stage === "approved" || stage === "suspended") && (
            <SuspendButton
              kind="campaign"
              id={campaign.id}
              name={service.friendlyName}
              suspended={stage === "suspended"}
            />
          )
        }
      />
      {stage === "rejected" && campaign.rejection && (
        <Banner tone="bad" title={`Why it was rejected (${campaign.rejection.code})`}>
          {campaign.rejection.reason}
          {campaign.rejection.fields.length > 0 && ` About: ${campaign.rejection.fields.join(", ")}.`}
        </Banner>
      )}
      <Panel title="What it is">
        <Facts
          facts={[
            ["Brand", campaign.brand ? brandName(campaign.brand) : "Registered elsewhere"],
            ["Use case", campaign.usecase && usecaseName(campaign)],
            ["Campaign ID", registryIdOf(campaign, now)],
            [
              "Pace to the US",
              `${campaignRate(campaign.usecase, campaign.brand).segmentsPerSecond} segments a second, shared by its ${
                numbers === 1 ? "1 long code" : `${numbers} long codes`
              }`,
            ],
            ["Handed in", <Time key="at" at={campaign.submittedAt} show="exact" />],
            ["What it sends", campaign.description],
            ["How people agree", campaign.messageFlow],
            [
              "Samples",
              campaign.messageSamples.length > 0 && (
                <ul key="samples" className="flex list-disc flex-col gap-1 pl-4">
                  {campaign.messageSamples.map((sample) => (
                    <li key={sample}>
                      <bdi>{sample}</bdi>
                    </li>
                  ))}
                </ul>
              ),
            ],
          ]}
        />
      </Panel>
      {stage === "rejected" && mayChange && (
        <Panel title="Correct it" description="Handing it in again starts a new review.">
          <CampaignForm
            serviceId={service.id}
            values={{
              description: campaign.description ?? "",
              messageFlow: campaign.messageFlow ?? "",
              messageSamples: campaign.messageSamples,
              hasEmbeddedLinks: campaign.hasEmbeddedLinks ?? false,
              hasEmbeddedPhone: campaign.hasEmbeddedPhone ?? false,
              ageGated: campaign.ageGated ?? false,
              directLending: campaign.directLending ?? false,
              privacyPolicyUrl: campaign.privacyPolicyUrl ?? "",
              termsAndConditionsUrl: campaign.termsAndConditionsUrl ?? "",
            }}
          />
        </Panel>
      )}
      {mayChange && (
        <div>
          <DeleteCampaign serviceId={service.id} numbers={numbers} />
        </div>
      )}
    </div>
  );
}

function nobody(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 20404) return undefined;
  throw error;
}

function usecaseName({ usecase, brand }: Campaign): string {
  return usecasesOf(brand?.type ?? "STANDARD").find(({ code }) => code === usecase)?.name ?? "";
}
