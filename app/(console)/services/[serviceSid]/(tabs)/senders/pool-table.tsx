"use client";

import { Waypoints } from "lucide-react";
import { type ReactNode, useState, useTransition } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { durationText } from "@/components/duration-text";
import { countText, shareText } from "@/components/number-text";
import { PhoneNumber } from "@/components/phone-number";
import { Time } from "@/components/time";
import { AlertCancel, AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { toast } from "@/components/ui/toast-store";
import { countryName } from "@/lib/domain/countries";
import { Capabilities } from "../../../../numbers/capabilities";
import { SENDER_TYPE } from "../../../../numbers/number-text";
import { addSendersAction, pauseSendersAction, removalEffectsAction, removeSendersAction } from "../../actions";
import { rateText } from "../../parts/rate-text";
import { RegistrationBadge } from "../../parts/registration-badge";
import type { PoolRow } from "./pool-row";

const sendersText = (count: number) => (count === 1 ? "1 sender" : `${countText(count)} senders`);

/** Every sender of the pool with how it fares; some can be chosen and taken out together. */
export function PoolTable({
  serviceId,
  serviceName,
  rows,
  matching,
  names,
  mayChange,
  filtered,
  clearHref,
  nextHref,
  firstHref,
}: {
  serviceId: string;
  serviceName: string;
  /** One page of those that match. */
  rows: readonly PoolRow[];
  /** Ids of all that match. */
  matching: readonly string[];
  /** Of those, the names. */
  names: readonly string[];
  mayChange: boolean;
  /** Some of the pool do not match. */
  filtered: boolean;
  clearHref: string;
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = rows.filter(({ id }) => chosen.has(id)).length;
  // A sender that left meanwhile is chosen no more.
  const present = matching.filter((id) => chosen.has(id));

  function set(ids: readonly string[], on: boolean) {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  }
  const box = (row: PoolRow) => (
    <Checkbox
      aria-label={`Select ${row.phoneNumber}`}
      checked={chosen.has(row.id)}
      onCheckedChange={(on) => set([row.id], on)}
    />
  );
  const select: Column<PoolRow> = {
    key: "select",
    className: "w-px",
    head: (
      <Checkbox
        aria-label="Select all on this page"
        checked={here > 0 && (here === rows.length || "indeterminate")}
        onCheckedChange={(on) =>
          set(
            rows.map(({ id }) => id),
            on,
          )
        }
      />
    ),
    cell: box,
  };
  return (
    <>
      {present.length > 0 && (
        <div className="sticky top-14 z-5 flex flex-wrap items-center gap-3 rounded-panel border border-accent bg-accent-tint px-3 py-2 text-control">
          <span className="font-medium" aria-live="polite">
            {sendersText(present.length)} selected
          </span>
          {present.length < matching.length && (
            <Button size="sm" variant="ghost" onClick={() => set(matching, true)}>
              Select all {countText(matching.length)} that match
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={() => setChosen(new Set())}>
            Clear
          </Button>
          <span className="ml-auto" />
          <PauseSenders
            serviceId={serviceId}
            numberIds={present}
            paused={rows.filter(({ id }) => chosen.has(id)).every(({ paused }) => paused)}
            onDone={() => setChosen(new Set())}
          />
          <RemoveSenders
            serviceId={serviceId}
            serviceName={serviceName}
            numberIds={present}
            names={present.filter((id) => names.includes(id)).length}
            onRemoved={() => setChosen(new Set())}
          />
        </div>
      )}
      <div className="rounded-panel border">
        <DataTable
          caption="Senders"
          columns={mayChange ? [select, ...COLUMNS] : COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          selected={({ id }) => chosen.has(id)}
          renderCompact={(row) => <CompactSender row={row} box={mayChange && box(row)} />}
          empty={
            filtered ? (
              <EmptyState title="No senders match" action={<ButtonLink href={clearHref}>Clear filters</ButtonLink>} />
            ) : (
              <EmptyState icon={<Waypoints aria-hidden />} title="No sender yet">
                Without a sender every request is refused with 21704. Add one that is yours, or buy one here.
              </EmptyState>
            )
          }
        />
      </div>
      {(nextHref || firstHref) && <Pagination shown={rows.length} next={nextHref} first={firstHref} />}
    </>
  );
}

const COLUMNS: readonly Column<PoolRow>[] = [
  {
    key: "sender",
    head: "Sender",
    cell: (row) => (
      <span className="flex flex-col py-0.5">
        <SenderLink row={row} />
        <span className="text-label text-quiet">{row.known?.label}</span>
        <Away row={row} />
      </span>
    ),
  },
  { key: "type", head: "Type", cell: (row) => SENDER_TYPE[row.type] },
  { key: "country", head: "Country", cell: countryText },
  { key: "capabilities", head: "Can do", cell: (row) => <Capabilities {...row.capabilities} /> },
  { key: "registration", head: "Registration", cell: (row) => <RegistrationBadge {...row} /> },
  {
    key: "rate",
    head: "Segments/s",
    align: "end",
    cell: (row) => (
      <span className="flex flex-col">
        {rateText(row.segmentsPerSecond)}
        {row.isRateShared && <span className="text-label text-quiet">shared</span>}
      </span>
    ),
  },
  {
    key: "queue",
    head: "Queue",
    align: "end",
    cell: (row) =>
      row.queued === 0 ? (
        <span className="text-quiet">Empty</span>
      ) : (
        `${countText(row.queued)} · ${durationText(row.drainMs)}`
      ),
  },
  {
    key: "delivered",
    head: "Delivered, 7 d",
    align: "end",
    cell: ({ delivered }) =>
      delivered.whole === 0 ? <span className="text-quiet">None yet</span> : shareText(delivered.part, delivered.whole),
  },
  {
    key: "used",
    head: "Last used",
    align: "end",
    cell: (row) =>
      row.lastUsedAt ? <Time at={row.lastUsedAt} show="relative" /> : <span className="text-quiet">Never</span>,
  },
];

/** Where a sender is from; of a name where it is used. */
function countryText({ type, country, forDestination }: PoolRow): string {
  if (type !== "alphanumeric") return country ?? "Any";
  return country === null ? (forDestination ? "All others" : "Wherever allowed") : `For ${countryName(country)}`;
}

function SenderLink({ row: { phoneNumber, known }, country }: { row: PoolRow; country?: boolean }) {
  const sender = <PhoneNumber value={phoneNumber} country={country ?? false} />;
  if (!known) return <span className="font-medium">{sender}</span>;
  return (
    <a href={known.href} className="font-medium hover:underline">
      {sender}
    </a>
  );
}

/** A sender on a phone: its number and state, then how it fares. */
function CompactSender({ row, box }: { row: PoolRow; box: ReactNode }) {
  return (
    <span className="flex items-start gap-3">
      {box}
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-center justify-between gap-x-2">
          <SenderLink row={row} country />
          <RegistrationBadge {...row} />
        </span>
        <Away row={row} />
        <span className="text-label text-quiet">
          {[SENDER_TYPE[row.type], row.known?.label, `${rateText(row.segmentsPerSecond)} segments/s`]
            .filter(Boolean)
            .join(" · ")}
          {row.queued > 0 && ` · ${countText(row.queued)} waiting`}
          {row.delivered.whole > 0 && ` · ${shareText(row.delivered.part, row.delivered.whole)} delivered`}
        </span>
      </span>
    </span>
  );
}

/** Why a sender is not chosen at the moment. */
function Away({ row: { paused, aside } }: { row: PoolRow }) {
  if (paused) {
    return (
      <span>
        <Badge tone="warn">Paused</Badge>
      </span>
    );
  }
  if (!aside) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-label text-quiet">
      <Badge tone="bad">Set aside</Badge>
      <span>
        {countText(aside.failed)} of {countText(aside.finished)} failed · tried again at{" "}
        <Time at={aside.until} show="clock" />
      </span>
    </span>
  );
}

/** Takes senders out of the choice for a while: nothing is lost by it, so it asks for nothing. */
function PauseSenders({
  serviceId,
  numberIds,
  paused,
  onDone,
}: {
  serviceId: string;
  numberIds: readonly string[];
  /** All of them are paused: they can be resumed. */
  paused: boolean;
  onDone: () => void;
}) {
  const [pending, start] = useTransition();
  function change() {
    start(async () => {
      const result = await pauseSendersAction({ serviceId, numberIds: [...numberIds], paused: !paused });
      if (!result.ok) {
        toast({ tone: "bad", title: result.message });
        return;
      }
      onDone();
      const title = paused ? "resumed." : "paused. What already waits still goes out.";
      toast({ tone: "good", title: `${sendersText(result.value)} ${title}` });
    });
  }
  return (
    <Button size="sm" pending={pending} onClick={change}>
      {paused ? "Resume" : "Pause"}
    </Button>
  );
}

/** Says what leaving does, in counts, before it happens; afterwards it can be undone for a while. */
function RemoveSenders({
  serviceId,
  serviceName,
  numberIds,
  names,
  onRemoved,
}: {
  serviceId: string;
  serviceName: string;
  numberIds: readonly string[];
  /** How many of them are names, which nobody owns. */
  names: number;
  onRemoved: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [effects, setEffects] = useState<readonly string[]>();
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();
  const count = numberIds.length;
  const senders = { serviceId, numberIds: [...numberIds] };

  function change(next: boolean) {
    setOpen(next);
    setRefusal(undefined);
    setEffects(undefined);
    if (!next) return;
    start(async () => {
      const result = await removalEffectsAction(senders);
      if (!result.ok) return setRefusal(result.message);
      const { stickyPeople, waiting } = result.value;
      return setEffects([
        whatStays(count, names),
        `${countText(stickyPeople)} ${stickyPeople === 1 ? "person loses" : "people lose"} their sticky sender.`,
        `${countText(waiting)} queued ${waiting === 1 ? "message still goes" : "messages still go"} out from ${count === 1 ? "it" : "them"}.`,
      ]);
    });
  }
  async function undo() {
    const undone = await addSendersAction({ ...senders, restores: true });
    if (!undone.ok) toast({ tone: "bad", title: `Not undone: ${undone.message}` });
    else {
      const back = undone.value.added.length;
      toast({ tone: "good", title: `${sendersText(back)} ${back === 1 ? "is" : "are"} back.` });
    }
  }
  function remove() {
    start(async () => {
      const result = await removeSendersAction(senders);
      if (!result.ok) return setRefusal(result.message);
      setOpen(false);
      onRemoved();
      toast({
        tone: "good",
        title: `${sendersText(result.value)} left “${serviceName}”.`,
        ...(names === 0 && { action: { label: "Undo", onAction: undo } }),
      });
      return undefined;
    });
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button size="sm" variant="danger">
          Remove
        </Button>
      }
      title={`Remove ${sendersText(count)}?`}
      description={`${sendersText(count)} ${count === 1 ? "leaves" : "leave"} the pool of “${serviceName}”, for the next message on.`}
      footer={
        <>
          <AlertCancel>
            <Button>Cancel</Button>
          </AlertCancel>
          <Button variant="danger" pending={pending} disabled={effects === undefined} onClick={remove}>
            Remove {sendersText(count)}
          </Button>
        </>
      }
    >
      <ul aria-live="polite" className="flex list-disc flex-col gap-1 pl-4 text-control">
        {(effects ?? ["Counting what depends on it…"]).map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      {refusal && (
        <Banner tone="bad" announce className="mt-3">
          {refusal}
        </Banner>
      )}
    </AlertDialog>
  );
}

function whatStays(count: number, names: number): string {
  if (names === 0) return count === 1 ? "It stays yours." : "They stay yours.";
  if (names === count) return names === 1 ? "The name can be added again." : "The names can be added again.";
  return `${countText(names)} ${names === 1 ? "name is" : "names are"} gone and can be added again, the others stay yours.`;
}
