import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/page-header";
import { PhoneNumber } from "@/components/phone-number";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { Panel } from "@/components/ui/panel";
import { sessionCtx } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import { type ReviewStage, stageOf } from "@/lib/domain/review";
import { may } from "@/lib/domain/role";
import { fromSid } from "@/lib/domain/sid";
import { editWindow } from "@/lib/domain/toll-free-verification";
import { fetchNumber } from "@/lib/operations/phone-numbers";
import { listVerifications } from "@/lib/operations/toll-free-verifications";
import { Facts } from "../../facts";
import { ReviewBadge } from "../../review-badge";
import { Waiting } from "../../waiting";
import { OPT_IN, USECASE } from "../words";
import { DeleteVerification } from "./delete-verification";
import { VerificationForm } from "./verification-form";

export const metadata: Metadata = { title: "Toll-free verification" };

const SENTENCES: Record<ReviewStage, string> = {
  submitted: "Handed in. Messages to the US and Canada stay blocked until it is approved (30032).",
  "in-review": "In review. Messages to the US and Canada stay blocked until it is approved (30032).",
  approved: "Approved: it may text the US and Canada.",
  rejected: "Rejected. Messages to the US and Canada stay blocked (30032).",
  suspended: "Suspended. Messages to the US and Canada stay blocked (30032).",
};

/** The verification of one toll-free number, or the form that begins it. */
export default async function VerificationPage({ params }: { params: Promise<{ numberSid: string }> }) {
  const { ctx, role } = await sessionCtx();
  const { numberSid } = await params;
  const numberId = fromSid("PN", numberSid);
  if (!numberId) notFound();
  const number = await fetchNumber(ctx, numberId).catch((error) => {
    if (error instanceof Refusal && error.code === 20404) notFound();
    throw error;
  });
  if (number.type !== "toll-free") notFound();
  const [verification] = (await listVerifications(ctx, { numberId }, { limit: 1 })).rows;
  const mayChange = may(role, "send");
  const back = { href: "/registrations/toll-free", label: "Toll-free" };
  if (!verification) {
    return (
      <div className="flex max-w-3xl flex-col gap-5">
        <PageHeader
          back={back}
          title={<PhoneNumber value={number.phoneNumber} />}
          sentence="Toll-free numbers must be verified before they may text the US and Canada. Until then carriers block each message (30032)."
        />
        {mayChange ? (
          <Panel title="Start verification">
            <VerificationForm numberSid={numberSid} />
          </Panel>
        ) : (
          <Banner>Your role, {role}, may look at this but not hand it in.</Banner>
        )}
      </div>
    );
  }
  const now = ctx.now();
  const { details, rejection } = verification;
  const stage = stageOf(verification, now);
  const edit = editWindow(verification, now);
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <PageHeader
        back={back}
        title={<PhoneNumber value={number.phoneNumber} />}
        meta={
          <>
            <ReviewBadge review={verification} now={now} />
            <Waiting reviews={[verification]} now={now} />
          </>
        }
        sentence={SENTENCES[stage]}
      />
      {stage === "rejected" && rejection && (
        <Banner tone="bad" title={`Why it was rejected (${rejection.code})`}>
          {rejection.reason}.{" "}
          {edit?.allowed ? (
            <>
              You may correct it until <Time at={edit.until} show="exact" />.
            </>
          ) : (
            "It cannot be corrected any more (30437): delete it and hand in another one."
          )}
        </Banner>
      )}
      {edit?.allowed && mayChange ? (
        <Panel title="Correct it" description="Handing it in again starts a new review.">
          <VerificationForm numberSid={numberSid} id={verification.id} details={details} />
        </Panel>
      ) : (
        <Panel title="What was handed in">
          <Facts
            facts={[
              ["Business", details.businessName],
              ["Website", details.businessWebsite],
              ["Used for", details.useCaseCategories.map((category) => USECASE[category]).join(", ")],
              ["In its words", details.useCaseSummary],
              ["Sample", details.productionMessageSample],
              ["How people agree", OPT_IN[details.optInType]],
              ["Pictures of it", details.optInImageUrls.join(", ")],
              ["Messages a month", details.messageVolume],
              ["Anything else", details.additionalInformation],
              ["Reference", verification.externalReferenceId],
              ["Handed in", <Time key="at" at={verification.submittedAt} show="exact" />],
            ]}
          />
        </Panel>
      )}
      {mayChange && (
        <div>
          <DeleteVerification id={verification.id} />
        </div>
      )}
    </div>
  );
}
