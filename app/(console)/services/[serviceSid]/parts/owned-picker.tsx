"use client";

import { useRef, useState } from "react";
import { Consequence } from "@/components/consequence";
import { countText } from "@/components/number-text";
import { PhoneNumber } from "@/components/phone-number";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { useSettled } from "@/components/use-settled";
import type { QueryAnswer } from "@/lib/console/queries";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { COUNTRIES } from "@/lib/domain/countries";
import { type NotPickable, notPickable, type PickableNumber } from "@/lib/domain/pickable-number";
import type { NumberType } from "@/lib/domain/settings";
import { Capabilities } from "../../../numbers/capabilities";
import { NUMBER_TYPE } from "../../../numbers/number-text";
import { addSendersAction, moveSenderAction, removeSendersAction } from "../actions";
import { RegistrationBadge } from "./registration-badge";

export type Preset = { readonly country?: string; readonly type?: NumberType };
export type Chosen = ReadonlyMap<string, PickableNumber>;

const ANY = "";
const COUNTRY_OPTIONS = [
  { value: ANY, label: "Any country" },
  ...COUNTRIES.map(({ code, name }) => ({ value: code, label: name })),
];
const TYPE_OPTIONS = [
  { value: ANY, label: "Any type" },
  ...Object.entries(NUMBER_TYPE).map(([value, label]) => ({ value, label })),
];

/** The account's numbers to choose senders from. What cannot be chosen stands there with the reason and a way out. */
export function OwnedPicker({
  serviceId,
  preset,
  initial,
  chosen,
  onChosen,
  onBuy,
}: {
  serviceId: string;
  preset: Preset;
  /** What the preset finds, read on the server. */
  initial: QueryAnswer<"numbers.pickable">;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onBuy: () => void;
}) {
  const [search, setSearch] = useState("");
  const [country, setCountry] = useState(preset.country ?? ANY);
  const [type, setType] = useState<string>(preset.type ?? ANY);
  const [textOnly, setTextOnly] = useState(true);
  const settled = useSettled(search.trim(), 200);
  const { data, error, refetch } = useConsoleQuery(
    "numbers.pickable",
    {
      ...(settled && { search: settled }),
      ...(country && { country }),
      ...(type && { type: type as NumberType }),
      ...(textOnly && { textOnly }),
    },
    { initial },
  );
  const rows = data?.rows ?? [];
  const free = rows.filter((row) => notPickable(row, serviceId) === undefined);
  const chosenHere = free.filter(({ id }) => chosen.has(id)).length;
  const last = useRef<number>(undefined);
  const shift = useRef(false);

  function set(numbers: readonly PickableNumber[], on: boolean) {
    const next = new Map(chosen);
    for (const number of numbers) {
      if (on) next.set(number.id, number);
      else next.delete(number.id);
    }
    onChosen(next);
  }
  function toggle(place: number, on: boolean) {
    const [from, to] =
      shift.current && last.current !== undefined
        ? [Math.min(last.current, place), Math.max(last.current, place)]
        : [place, place];
    set(
      rows.slice(from, to + 1).filter((row) => notPickable(row, serviceId) === undefined),
      on,
    );
    last.current = place;
  }

  return (
    <div className="@container flex flex-col gap-3">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,11rem)_8rem]">
        <Label htmlFor="owned-search" className="sr-only">
          Search by digits or label
        </Label>
        <Input
          id="owned-search"
          type="search"
          data-filter-input
          placeholder="Digits or label"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label="Country"
          value={country}
          options={COUNTRY_OPTIONS}
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
        <Select
          aria-label="Type"
          value={type}
          options={TYPE_OPTIONS}
          onChange={(event) => setType(event.currentTarget.value)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-control">
        <Checkbox
          label="Only numbers that can text"
          checked={textOnly}
          onCheckedChange={(on) => setTextOnly(on === true)}
        />
        <span aria-live="polite" className="ml-auto text-label text-quiet">
          {countText(rows.length)} shown{data?.more && " · more match, narrow the search"}
        </span>
      </div>
      {error && (
        <Banner
          tone="bad"
          announce
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error.message}
          {error.requestId && ` Request ${error.requestId}.`}
        </Banner>
      )}
      {rows.length === 0 ? (
        <EmptyState
          title="No numbers match"
          className="rounded-panel border py-8"
          action={
            <>
              <Button
                size="sm"
                onClick={() => {
                  setSearch("");
                  setCountry(ANY);
                  setType(ANY);
                  setTextOnly(false);
                }}
              >
                Clear filters
              </Button>
              <Button size="sm" onClick={onBuy}>
                Buy a number
              </Button>
            </>
          }
        >
          Owned numbers of every country and type are here.
        </EmptyState>
      ) : (
        <Table caption="Owned numbers" scroll="frame" frameClassName="max-h-96 rounded-panel border">
          <TableHead>
            <TableHeader className="w-9">
              <Checkbox
                aria-label={`Select all ${free.length} that match`}
                disabled={free.length === 0}
                checked={chosenHere > 0 && (chosenHere === free.length || "indeterminate")}
                onCheckedChange={(on) => set(free, on === true)}
              />
            </TableHeader>
            <TableHeader>Number</TableHeader>
            <TableHeader className="@max-[30rem]:hidden">Type</TableHeader>
            <TableHeader className="@max-[38rem]:hidden">Can do</TableHeader>
            <TableHeader>Registration</TableHeader>
          </TableHead>
          <tbody className="[&_tr:last-child>td]:border-b-0">
            {rows.map((row, place) => {
              const obstacle = notPickable(row, serviceId);
              const isChosen = chosen.has(row.id);
              return (
                <TableRow key={row.id} selected={isChosen}>
                  <TableCell>
                    <Checkbox
                      aria-label={`Select ${row.phoneNumber}`}
                      checked={isChosen || obstacle?.reason === "in this pool"}
                      disabled={obstacle !== undefined}
                      onClick={(event) => {
                        shift.current = event.shiftKey;
                      }}
                      onCheckedChange={(on) => toggle(place, on === true)}
                    />
                  </TableCell>
                  <TableCell className="whitespace-normal">
                    <span className={cn("flex flex-wrap items-baseline gap-x-2", obstacle && "text-quiet")}>
                      <PhoneNumber value={row.phoneNumber} country className={cn(!obstacle && "font-medium")} />
                      <span className="text-label text-quiet">{placeText(row)}</span>
                    </span>
                    {obstacle && (
                      <Obstacle
                        number={row}
                        obstacle={obstacle}
                        serviceId={serviceId}
                        onBuy={onBuy}
                        onChanged={() => void refetch()}
                      />
                    )}
                  </TableCell>
                  <TableCell className="@max-[30rem]:hidden">{NUMBER_TYPE[row.type]}</TableCell>
                  <TableCell className="@max-[38rem]:hidden">
                    <Capabilities {...row.capabilities} />
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    <RegistrationBadge {...row} />
                  </TableCell>
                </TableRow>
              );
            })}
          </tbody>
        </Table>
      )}
    </div>
  );
}

/** The number's own name where it has one, else where it is from. */
function placeText({ friendlyName, locality, region }: PickableNumber): string {
  const isName = /[a-z]/i.test(friendlyName);
  return isName ? friendlyName : [locality, region].filter(Boolean).join(", ");
}

/** Why a row cannot be chosen, and what can be done about it. */
function Obstacle({
  number,
  obstacle,
  serviceId,
  onBuy,
  onChanged,
}: {
  number: PickableNumber;
  obstacle: NotPickable;
  serviceId: string;
  onBuy: () => void;
  onChanged: () => void;
}) {
  const look = "mt-0.5 flex flex-wrap items-center gap-x-2 text-label text-quiet";
  const sender = { serviceId, numberId: number.id };
  switch (obstacle.reason) {
    case "in this pool":
      return (
        <span className={look}>
          In this service.
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Remove ${number.phoneNumber}`}
            onClick={async () => {
              const senders = { serviceId, numberIds: [number.id] };
              const result = await removeSendersAction(senders);
              onChanged();
              if (!result.ok) return toast({ tone: "bad", title: `Not removed: ${result.message}` });
              return toast({
                tone: "good",
                title: `${number.phoneNumber} left the pool. It stays yours.`,
                action: {
                  label: "Undo",
                  onAction: async () => {
                    await addSendersAction({ ...senders, restores: true });
                    onChanged();
                  },
                },
              });
            }}
          >
            Remove
          </Button>
        </span>
      );
    case "in another pool":
      return (
        <span className={look}>
          In “{obstacle.service}”. A number belongs to one service ({obstacle.code}).
          <Consequence
            trigger={
              <Button size="sm" variant="ghost">
                Move here…
              </Button>
            }
            title={`Move ${number.phoneNumber} here?`}
            sentence={`“${obstacle.service}” loses this sender at once; this service has it from then on.`}
            effects={[
              "People who know the number from there meet another sender of that service.",
              "Messages that already wait for the number still go out from it.",
            ]}
            confirm="Move here"
            tone="primary"
            onConfirm={() => moveSenderAction(sender)}
            onDone={() => {
              onChanged();
              toast({ tone: "good", title: `${number.phoneNumber} is in this service now.` });
            }}
          />
        </span>
      );
    case "cannot text":
      return (
        <span className={look}>
          Voice only, cannot text ({obstacle.code}).
          <Button size="sm" variant="ghost" onClick={onBuy}>
            Find one with SMS
          </Button>
        </span>
      );
  }
}
