import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { hrefWith, type SearchParams } from "@/components/href";
import { PageHeader } from "@/components/page-header";
import { fixedRangeParams, RANGES, rangeFromParams } from "@/components/range";
import { RangePicker } from "@/components/range-picker";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ZONE_COOKIE, zoneFromCookie } from "@/components/zone";
import { readQuery } from "@/lib/console/queries";
import { sessionCtx } from "@/lib/console/session";
import { env } from "@/lib/env";
import { InsightsTabs } from "../tabs";
import { Overview } from "./overview";

export const metadata: Metadata = { title: "Insights" };

const PATH = "/insights/overview";

export default async function InsightsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await sessionCtx();
  const [params, jar] = await Promise.all([searchParams, cookies()]);
  const range = rangeFromParams(params, ctx.now(), "24h");
  const zone = zoneFromCookie(jar.get(ZONE_COOKIE)?.value);
  const question =
    range.key === "custom"
      ? { since: range.since.toISOString(), until: range.until.toISOString(), zone }
      : { lastMs: RANGES[range.key].ms, zone };
  const initial = await readQuery(ctx, "insights.overview", question);
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
      <Overview
        path={PATH}
        question={question}
        initial={initial}
        span={`in ${range.key === "custom" ? "this range" : RANGES[range.key].name}`}
        empty={
          <EmptyState
            icon={<ChartColumn aria-hidden />}
            title="No messages in this range."
            action={
              range.key !== "30d" && (
                <ButtonLink href={hrefWith(PATH, params, { range: "30d", since: null, until: null })}>
                  Show the last 30 days
                </ButtonLink>
              )
            }
          >
            Every message that is sent or received is counted here within a second.
          </EmptyState>
        }
      />
    </div>
  );
}
