import type { Metadata } from "next";
import { FilterBar } from "@/components/filter-bar";
import type { FilterField } from "@/components/filter-field";
import { hrefWith, type SearchParams } from "@/components/href";
import { Panel } from "@/components/ui/panel";
import { COUNTRIES } from "@/lib/domain/countries";
import { type JudgedSender, reachSentence } from "@/lib/domain/readiness";
import { may } from "@/lib/domain/role";
import { type MemberName, nameMembers } from "@/lib/operations/pool-members";
import { senderFacts } from "@/lib/operations/sender-facts";
import { SENDER_TYPE } from "../../../../numbers/number-text";
import { loadService } from "../../load";
import { SENDER_TABS } from "../../parts/sender-tabs";
import { ServiceSwitch } from "../../parts/service-switch";
import { readShelf } from "../../parts/shelf";
import { AddSenders } from "./add-senders";
import { DestinationNames } from "./destination-names";
import type { PoolRow } from "./pool-row";
import { PoolTable } from "./pool-table";

export const metadata: Metadata = { title: "Senders" };

const PAGE_ROWS = 50;

/** What the address may open the panel on. */
const WAYS = [...SENDER_TABS, "paste"] as const;

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
  const members = input.pool;
  const known = await nameMembers(ctx, service.id);
  const matching = members.filter((member) => matches(member, known.get(member.id), asked));
  const first = Math.max(0, Number(asked.page) || 0);
  const page = matching.slice(first, first + PAGE_ROWS);
  const facts = await senderFacts(ctx, page);
  const rows = page.flatMap((sender): PoolRow[] => {
    const fares = facts.get(sender.id);
    return fares ? [{ ...sender, ...fares, known: known.get(sender.id) }] : [];
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
            openTab={WAYS.find((way) => way === add)}
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
          matching={matching.map(({ id }) => id)}
          names={matching.flatMap(({ id, type }) => (type === "alphanumeric" ? [id] : []))}
          mayChange={mayChange}
          filtered={matching.length < members.length}
          clearHref={path}
          nextHref={
            matching.length > first + PAGE_ROWS ? hrefWith(path, asked, { page: String(first + PAGE_ROWS) }) : undefined
          }
          firstHref={first > 0 ? hrefWith(path, asked, { page: null }) : undefined}
        />
      </div>
      <DestinationNames pool={members} />
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

function matches(sender: JudgedSender, known: MemberName | undefined, asked: SearchParams): boolean {
  const { q, type, country } = filtersOf(asked);
  const search = single(q)?.trim().toLowerCase();
  const digits = search?.replace(/\D/g, "");
  const named =
    !search ||
    `${sender.phoneNumber} ${known?.label ?? ""}`.toLowerCase().includes(search) ||
    (!!digits && sender.phoneNumber.includes(digits));
  return named && (!type || sender.type === single(type)) && (!country || sender.country === single(country));
}

/** Only what the pool has can be filtered by. */
function fieldsFor(members: readonly JudgedSender[]): readonly FilterField[] {
  const countries = new Set(members.map(({ country }) => country));
  const types = new Set(members.map(({ type }) => type));
  return [
    { key: "q", label: "Digits or label", kind: "text" },
    {
      key: "type",
      label: "Type",
      kind: "choice",
      options: [...types].map((type) => ({ value: type, label: SENDER_TYPE[type] })),
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
