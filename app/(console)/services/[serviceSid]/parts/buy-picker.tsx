"use client";

import { Check } from "lucide-react";
import { type ReactNode, useState, useTransition } from "react";
import { PhoneNumber } from "@/components/phone-number";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { useSettled } from "@/components/use-settled";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { countryName } from "@/lib/domain/countries";
import { formatNumber } from "@/lib/domain/phone-number";
import type { PickableNumber } from "@/lib/domain/pickable-number";
import type { NumberType } from "@/lib/domain/settings";
import { Capabilities } from "../../../numbers/capabilities";
import { NUMBER_TYPE } from "../../../numbers/number-text";
import { buyNumberAction } from "../actions";
import type { Chosen, Preset } from "./owned-picker";

export type BuyPickerProps = {
  onSale: readonly { readonly code: string; readonly types: readonly NumberType[] }[];
  preset: Preset;
  chosen: Chosen;
  onBought: (number: PickableNumber) => void;
};

/** Numbers that can be bought without leaving the step; a bought one is chosen at once. */
export function BuyPicker({ onSale, preset, chosen, onBought }: BuyPickerProps) {
  const preferred = onSale.find(({ code }) => code === preset.country) ?? onSale[0];
  const [country, setCountry] = useState(preferred?.code ?? "US");
  const types = onSale.find(({ code }) => code === country)?.types ?? [];
  const [wanted, setWanted] = useState<NumberType | undefined>(preset.type);
  const type = wanted && types.includes(wanted) ? wanted : (types[0] ?? "local");
  const [digits, setDigits] = useState("");
  const settled = useSettled(digits.trim(), 200);
  const { data, error, isPending, refetch } = useConsoleQuery("numbers.find", {
    country,
    type,
    sms: true,
    text: settled,
  });
  /** Bought here: the search no longer finds them, the list keeps them. */
  const [bought, setBought] = useState<readonly PickableNumber[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [buying, setBuying] = useState<string>();
  const [pending, start] = useTransition();

  function buy(phoneNumber: string) {
    setBuying(phoneNumber);
    setRefusal(undefined);
    start(async () => {
      const result = await buyNumberAction(phoneNumber);
      if (!result.ok) {
        setRefusal(
          result.code === 21422
            ? `${formatNumber(phoneNumber)}: someone bought it first. Nothing was charged (21422).`
            : `${formatNumber(phoneNumber)} was not bought: ${result.message}`,
        );
      } else {
        setBought((before) => [result.value, ...before]);
        onBought(result.value);
      }
      await refetch();
    });
  }
  const rows = (data?.numbers ?? []).filter(
    ({ phoneNumber }) => !bought.some((one) => one.phoneNumber === phoneNumber),
  );

  return (
    <div className="@container flex flex-col gap-3">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,11rem)_8rem_minmax(0,1fr)]">
        <Select
          aria-label="Country"
          value={country}
          options={onSale.map((one) => ({ value: one.code, label: countryName(one.code) }))}
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
        <Select
          aria-label="Type"
          value={type}
          options={types.map((one) => ({ value: one, label: NUMBER_TYPE[one] }))}
          onChange={(event) => setWanted(event.currentTarget.value as NumberType)}
        />
        <Label htmlFor="buy-digits" className="sr-only">
          Area code, digits or place
        </Label>
        <Input
          id="buy-digits"
          type="search"
          placeholder="Area code, digits or place"
          autoComplete="off"
          value={digits}
          onChange={(event) => setDigits(event.currentTarget.value)}
        />
      </div>
      {refusal && (
        <Banner tone="bad" announce>
          {refusal}
        </Banner>
      )}
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
        </Banner>
      )}
      {isPending ? (
        <SkeletonRows rows={6} columns={4} label="Searching numbers" />
      ) : rows.length + bought.length === 0 ? (
        <EmptyState
          title={
            data?.soldOut
              ? `No local numbers in area code ${data.soldOut.areaCode} (21452)`
              : `No ${NUMBER_TYPE[type].toLowerCase()} number in ${countryName(country)} matches`
          }
          className="rounded-panel border py-8"
          action={
            data?.soldOut ? (
              data.soldOut.codes.map((code) => (
                <Button key={code} size="sm" onClick={() => setDigits(code)}>
                  {code}
                </Button>
              ))
            ) : (
              <Button size="sm" onClick={() => setDigits("")}>
                Show all
              </Button>
            )
          }
        >
          {data?.soldOut ? (data.soldOut.near ? "Nearby:" : "Elsewhere:") : "Fewer digits find more."}
        </EmptyState>
      ) : (
        <Table caption="Numbers to buy" scroll="frame" frameClassName="max-h-96 rounded-panel border">
          <TableHead>
            <TableHeader>Number</TableHeader>
            <TableHeader className="@max-[30rem]:hidden">Place</TableHeader>
            <TableHeader className="@max-[38rem]:hidden">Can do</TableHeader>
            <TableHeader align="end">
              <span className="sr-only">Buy</span>
            </TableHeader>
          </TableHead>
          <tbody className="[&_tr:last-child>td]:border-b-0">
            {bought.map((number) => (
              <Row key={number.phoneNumber} number={number}>
                <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-good text-control">
                  <Check aria-hidden className="size-4" />
                  {chosen.has(number.id) ? "Yours, chosen" : "Yours"}
                </span>
              </Row>
            ))}
            {rows.map((number) => (
              <Row key={number.phoneNumber} number={number}>
                <Button
                  size="sm"
                  aria-label={`Buy ${formatNumber(number.phoneNumber)}`}
                  pending={pending && buying === number.phoneNumber}
                  disabled={pending && buying !== number.phoneNumber}
                  onClick={() => buy(number.phoneNumber)}
                >
                  Buy
                </Button>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function Row({
  number,
  children,
}: {
  number: Pick<PickableNumber, "phoneNumber" | "country" | "locality" | "region" | "capabilities">;
  children: ReactNode;
}) {
  return (
    <TableRow>
      <TableCell>
        <PhoneNumber value={number.phoneNumber} country className="font-medium" />
      </TableCell>
      <TableCell className="text-quiet @max-[30rem]:hidden">
        {[number.locality, number.region].filter(Boolean).join(", ") || "Nationwide"}
      </TableCell>
      <TableCell className="@max-[38rem]:hidden">
        <Capabilities {...number.capabilities} />
      </TableCell>
      <TableCell align="end">{children}</TableCell>
    </TableRow>
  );
}
