import type { Metadata } from "next";
import { FilterBar } from "@/components/filter-bar";
import { hrefWith, type SearchParams } from "@/components/href";
import { PageHeader } from "@/components/page-header";
import { fixedRangeParams } from "@/components/range";
import { readQuery } from "@/lib/console/queries";
import { sessionCtx } from "@/lib/console/session";
import { curlToSend } from "@/lib/domain/curl";
import { FILTER_PARAMS } from "@/lib/domain/message-filter";
import { fromSid, toSid } from "@/lib/domain/sid";
import { env } from "@/lib/env";
import { widenLog } from "@/lib/operations/message-log";
import { listServices } from "@/lib/operations/services";
import { askedOf } from "./asked";
import { NoMatch, NoMessages } from "./empty-log";
import { FIND_RULES, filterFields } from "./filter-fields";
import { LogRange } from "./log-range";
import { LogTable } from "./log-table";

export const metadata: Metadata = { title: "Messages" };

const PATH = "/logs/messages";

/** All services; there are 1,000 at most. @source behaviour §6.1 */
const SERVICES_MAX = 1_000;

export default async function MessagesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, account } = await sessionCtx();
  const params = await searchParams;
  const asked = askedOf(params, ctx.now());
  const { range } = asked;
  const filters = Object.fromEntries(FILTER_PARAMS.flatMap((key) => (params[key] ? [[key, params[key]]] : [])));
  const question = {
    params: filters,
    since: asked.since?.toISOString(),
    until: asked.until?.toISOString(),
    after: typeof params.page === "string" ? fromSid(["SM", "MM"], params.page) : undefined,
  };
  const [firstPage, { rows: services }] = await Promise.all([
    readQuery(ctx, "messages.log", question),
    listServices(ctx, { limit: SERVICES_MAX }),
  ]);
  const fields = filterFields(services);
  const isNarrowed = range !== undefined || Object.keys(filters).length > 0;
  const widening = firstPage.rows.length === 0 && isNarrowed ? await widenLog(ctx, asked) : undefined;
  const [service] = services;
  const { PUBLIC_URL } = env();

  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Messages" sentence="Everything sent and received, newest first. Kept for 400 days." />
      <FilterBar
        path={PATH}
        params={params}
        fields={fields}
        find={{
          placeholder: "Paste a SID, number or error code",
          rules: FIND_RULES,
          unknown: "Paste a message or service SID, a phone number with country code, or a five-digit error code.",
        }}
      >
        <LogRange path={PATH} params={params} range={range} />
      </FilterBar>
      <LogTable
        path={PATH}
        params={params}
        question={question}
        firstPage={firstPage}
        // "Copy link" is for a colleague tomorrow, so a moving range is fixed.
        link={PUBLIC_URL + hrefWith(PATH, params, range ? fixedRangeParams(range) : {})}
        empty={
          isNarrowed ? (
            <NoMatch
              path={PATH}
              params={params}
              widening={widening}
              label={
                widening?.remove === "range" ? "Time range" : fields.find(({ key }) => key === widening?.remove)?.label
              }
            />
          ) : (
            <NoMessages
              code={curlToSend({
                baseUrl: PUBLIC_URL,
                accountSid: toSid("AC", account.id),
                serviceSid: service && toSid("MG", service.id),
              })}
              testHref={service && `/services/${toSid("MG", service.id)}/setup/try`}
            />
          )
        }
      />
    </div>
  );
}
