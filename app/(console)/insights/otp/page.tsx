import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { hrefWith, type SearchParams } from "@/components/href";
import { countText } from "@/components/number-text";
import { PageHeader } from "@/components/page-header";
import { fixedRangeParams, RANGES, rangeFromParams } from "@/components/range";
import { RangePicker } from "@/components/range-picker";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { sessionCtx } from "@/lib/console/session";
import { toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { FEEDBACK_COUNTED_MAX, readConversions } from "@/lib/operations/feedback";
import { InsightsTabs } from "../tabs";
import { ConversionTable } from "./conversion-table";
import { ConversionTiles } from "./conversion-tiles";

export const metadata: Metadata = { title: "OTP conversion" };

const PATH = "/insights/otp";

/** Do codes arrive and get used? Answered for messages with ProvideFeedback. @source behaviour §8.3 */
export default async function OtpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const params = await searchParams;
  const range = rangeFromParams(params, ctx.now(), "7d");
  const conversions = await readConversions(ctx, range.since, range.until);
  const attempted = conversions.reduce((sum, one) => sum + one.attempted, 0);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Insights"
        actions={
          <>
            <RangePicker path={PATH} params={params} range={range} />
            <CopyButton
              showLabel
              size="md"
              label="Copy link"
              value={env().PUBLIC_URL + hrefWith(PATH, params, fixedRangeParams(range))}
            />
          </>
        }
      />
      <InsightsTabs />
      {attempted === 0 ? (
        <EmptyState
          icon={<KeyRound aria-hidden />}
          title={`No message asked for feedback in ${range.key === "custom" ? "this range" : RANGES[range.key].name}.`}
        >
          Send codes with <code className="font-mono">ProvideFeedback=true</code>, and report each that was used:{" "}
          <code className="break-all font-mono">
            POST /2010-04-01/Accounts/{toSid("AC", ctx.accountId)}/Messages/SM…/Feedback.json
          </code>
        </EmptyState>
      ) : (
        <>
          {attempted >= FEEDBACK_COUNTED_MAX && (
            <p className="text-control text-quiet">
              Counted are the newest {countText(FEEDBACK_COUNTED_MAX)} messages.
            </p>
          )}
          <ConversionTiles conversions={conversions} />
          <ConversionTable conversions={conversions} />
        </>
      )}
    </div>
  );
}
