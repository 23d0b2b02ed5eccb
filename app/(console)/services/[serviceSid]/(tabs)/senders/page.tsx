import type { Metadata } from "next";
import { FilterBar } from "@/components/filter-bar";
import type { FilterField } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { Panel } from "@/components/ui/panel";
import { COUNTRIES } from "@/lib/domain/countries";
import type { PoolSender } from "@/lib/domain/owned-number";
import { reachSentence } from "@/lib/domain/readiness";
import { may } from "@/lib/domain/role";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { senderFacts } from "@/lib/operations/sender-facts";
import { listSenders } from "@/lib/operations/sender-pool";
import { NUMBER_TYPE } from "../../../../numbers/number-text";
import { loadService } from "../../load";
import { ServiceSwitch } from "../../parts/service-switch";
import { readShelf } from "../../parts/shelf";
import { AddSenders } from "./add-senders";
import type { PoolRow } from "./pool-row";
import { PoolTable } from "./pool-table";

export const metadata: Metadata = { title: "Senders" };

const PAGE_ROWS = 50;

/** The sender pool: whom it reaches, how each sender fares, and who joins or leaves. */
export default async function SendersPage({
  params,
  searchParams,
}: {
  params: Promise<{ serviceSid: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const [{ serviceSid }, asked] = await Promise.all([params, searchParams]);
  const loaded = await loadService(serviceSid);
  const { ctx, service, input, readiness, sid, role } = loaded;
  const { rows: members } = await listSenders(ctx, service.id, { limit: POOL_SENDERS_MAX });
  const matching = members.filter((member) => matches(member, asked));
  const first = Math.max(0, Number(asked.page) || 0);
  const page = matching.slice(first, first + PAGE_ROWS);
  const judged = new Map(input.pool.map((sender) => [sender.id, sender]));
  const facts = await senderFacts(
    ctx,
    page.flatMap(({ number }) => judged.get(number.id) ?? []),
  );
  const rows = page.flatMap(({ number, addedAt, pausedAt }): PoolRow[] => {
    const known = facts.get(number.id);
    return known ? [{ ...number, addedAt, pausedAt, ...known }] : [];
  });
  const path = `/services/${sid}/senders`;
  const add = single(asked.add);
  const mayChange = may(role, "send");
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <p className="min-w-0 flex-1 basis-72 text-body">{reachSentence(readiness, input.pool)}</p>
        {mayChange && (
          <AddSenders
            serviceId={service.id}
            input={input}
            openTab={add === "owned" || add === "buy" || add === "paste" ? add : undefined}
            shelf={await readShelf(loaded, { tab: add, country: single(asked.country), type: single(asked.type) })}
          />
        )}
      </div>
      <div className="flex flex-col gap-3">
        {members.length > 0 && <FilterBar path={path} params={filtersOf(asked)} fields={fieldsFor(members)} />}
        <PoolTable
          serviceId={service.id}
          serviceName={service.friendlyName}
          rows={rows}
          matching={matching.map(({ number }) => number.id)}
          mayChange={mayChange}
          filtered={matching.length < members.length}
          clearHref={path}
          nextHref={
            matching.length > first + PAGE_ROWS ? hrefWith(path, asked, { page: String(first + PAGE_ROWS) }) : undefined
          }
          firstHref={first > 0 ? hrefWith(path, asked, { page: null }) : undefined}
        />
      </div>
      <Panel title="Sender settings" description="Which of several senders a message takes.">
        <div className="flex max-w-prose flex-col gap-4">
          <ServiceSwitch
            serviceId={service.id}
            setting="stickySender"
            initial={service.stickySender}
            label="Sticky sender"
            help="A person always hears from the sender they know. Example: Ann got her first text from +1 415 555 0100; later ones come from it too, although +1 415 555 0101 has less to do."
          />
          <ServiceSwitch
            serviceId={service.id}
            setting="areaCodeGeomatch"
            initial={service.areaCodeGeomatch}
            label="Area code geomatch"
            help="In the US and Canada a long code of the recipient's area goes first. Example: +1 212 555 0199 is texted from +1 646 555 0100 (New York) rather than from +1 415 555 0100 (San Francisco)."
          />
        </div>
      </Panel>
    </div>
  );
}

const single = (value: SearchParams[string]) => (Array.isArray(value) ? value[0] : value);

/** What the filter bar may keep in the address; the rest opens panels. */
const filtersOf = ({ q, type, country, add }: SearchParams): SearchParams =>
  add === undefined ? { q, type, country } : { q };

function matches({ number }: PoolSender, asked: SearchParams): boolean {
  const { q, type, country } = filtersOf(asked);
  const search = single(q)?.trim().toLowerCase();
  const digits = search?.replace(/\D/g, "");
  const named =
    !search || number.friendlyName.toLowerCase().includes(search) || (!!digits && number.phoneNumber.includes(digits));
  return named && (!type || number.type === single(type)) && (!country || number.country === single(country));
}

/** Only what the pool has can be filtered by. */
function fieldsFor(members: readonly PoolSender[]): readonly FilterField[] {
  const countries = new Set(members.map(({ number }) => number.country));
  const types = new Set(members.map(({ number }) => number.type));
  return [
    { key: "q", label: "Digits or label", kind: "text" },
    {
      key: "type",
      label: "Type",
      kind: "choice",
      options: [...types].map((type) => ({ value: type, label: NUMBER_TYPE[type] })),
    },
    {
      key: "country",
      label: "Country",
      kind: "choice",
      options: COUNTRIES.filter(({ code }) => countries.has(code)).map(({ code, name }) => ({
        value: code,
        label: name,
      })),
    },
  ];
}
