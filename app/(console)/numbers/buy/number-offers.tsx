"use client";

import { type ReactNode, useState, useTransition } from "react";
import { type Column, DataTable } from "@/components/data-table";
import { PhoneNumber } from "@/components/phone-number";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { QueryAnswer } from "@/lib/console/queries";
import { Capabilities } from "../capabilities";
import { NUMBER_TYPE } from "../number-text";
import { type ServiceChoice, ServiceMenu } from "../service-menu";
import { buyNumberAction } from "./actions";

type Found = QueryAnswer<"numbers.find">;
type Offer = Found["numbers"][number];
/** A number bought here: it stays in its row, whatever the search finds next. */
type Bought = { readonly offer: Offer; readonly sid: string; readonly service?: ServiceChoice };

/** Somebody was faster. */
const TAKEN = 21422;

export function NumberOffers({
  found,
  services,
  onTaken,
  empty,
}: {
  found: Found;
  services: readonly ServiceChoice[];
  /** Looks again, so that another number takes the row. */
  onTaken: () => void;
  empty: ReactNode;
}) {
  const [bought, setBought] = useState<readonly Bought[]>([]);
  const [problem, setProblem] = useState<{ number: string; text: string }>();
  const boughtOf = (offer: Offer) => bought.find((one) => one.offer.phoneNumber === offer.phoneNumber);
  const gone = bought.map(({ offer }) => offer).filter((offer) => !isAmong(found.numbers, offer));
  const rows = [...gone, ...found.numbers];

  async function buy(offer: Offer) {
    const result = await buyNumberAction(offer.phoneNumber);
    setProblem(undefined);
    if (result.ok) {
      setBought((before) => [...before, { offer, sid: result.value.sid }]);
      return;
    }
    const text = result.code === TAKEN ? "Someone bought it first. Nothing was charged. (21422)" : result.message;
    setProblem({ number: offer.phoneNumber, text });
    if (result.code === TAKEN) onTaken();
  }
  const action = (offer: Offer) => (
    <OfferAction
      offer={offer}
      bought={boughtOf(offer)}
      services={services}
      onBuy={() => buy(offer)}
      onAdded={(service) =>
        setBought((before) => before.map((one) => (one.offer === boughtOf(offer)?.offer ? { ...one, service } : one)))
      }
    />
  );
  const columns: readonly Column<Offer>[] = [
    {
      key: "number",
      head: "Number",
      cell: (offer) => <PhoneNumber value={offer.phoneNumber} className="font-medium" />,
    },
    { key: "place", head: "Place", cell: (offer) => <Place offer={offer} /> },
    { key: "type", head: "Type", cell: (offer) => NUMBER_TYPE[offer.type] },
    { key: "capabilities", head: "Capabilities", cell: (offer) => <Capabilities {...offer.capabilities} /> },
    { key: "monthly", head: "Monthly", align: "end", cell: () => "Free" },
    { key: "action", head: <span className="sr-only">Buy</span>, align: "end", cell: action, className: "w-px" },
  ];
  return (
    <div className="flex flex-col gap-3">
      {problem && (
        <Banner tone="warn" announce>
          <PhoneNumber value={problem.number} className="font-medium" /> {problem.text}
        </Banner>
      )}
      <DataTable
        caption="Numbers on sale"
        columns={columns}
        rows={rows}
        rowKey={(offer) => offer.phoneNumber}
        empty={empty}
        renderCompact={(offer) => (
          <span className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1">
            <PhoneNumber value={offer.phoneNumber} className="font-medium" />
            <span className="row-span-2">{action(offer)}</span>
            <span className="flex flex-wrap items-center gap-2 text-quiet">
              <Place offer={offer} /> <Capabilities {...offer.capabilities} />
            </span>
          </span>
        )}
      />
      {found.more && (
        <p className="px-3 text-control text-quiet">
          The first {found.numbers.length} are shown. Type more digits or a place to narrow them.
        </p>
      )}
    </div>
  );
}

const isAmong = (offers: readonly Offer[], wanted: Offer) =>
  offers.some(({ phoneNumber }) => phoneNumber === wanted.phoneNumber);

function OfferAction({
  offer,
  bought,
  services,
  onBuy,
  onAdded,
}: {
  offer: Offer;
  bought: Bought | undefined;
  services: readonly ServiceChoice[];
  onBuy: () => Promise<void>;
  onAdded: (service: ServiceChoice) => void;
}) {
  const [pending, startTransition] = useTransition();
  if (!bought) {
    return (
      <Button
        size="sm"
        pending={pending}
        aria-label={`Buy ${offer.phoneNumber}`}
        onClick={() => startTransition(onBuy)}
      >
        Buy
      </Button>
    );
  }
  return (
    <span role="status" className="inline-flex items-center justify-end gap-2 whitespace-nowrap">
      <Badge tone="good">{bought.service ? `Yours, in ${bought.service.friendlyName}` : "Yours."}</Badge>
      {!bought.service && <ServiceMenu numberSid={bought.sid} services={services} onAdded={onAdded} />}
    </span>
  );
}

function Place({ offer }: { offer: Offer }) {
  const text = [offer.locality, offer.region].filter(Boolean).join(", ");
  return text ? <span>{text}</span> : <span className="text-quiet">Nationwide</span>;
}
