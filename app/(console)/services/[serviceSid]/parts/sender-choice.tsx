"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { countText } from "@/components/number-text";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { QueryAnswer } from "@/lib/console/queries";
import { BuyPicker, type BuyPickerProps } from "./buy-picker";
import { type Chosen, OwnedPicker, type Preset } from "./owned-picker";
import type { SenderTab } from "./sender-tabs";
import type { FreeSender } from "./take-sender";

/** Fetched when one of their tabs is opened: most pools hold numbers only. */
const loading = () => <SkeletonRows rows={3} columns={2} label="Loading senders" />;
const TakeSender = dynamic(() => import("./take-sender").then((tab) => tab.TakeSender), { loading });
const NameSender = dynamic(() => import("./name-sender").then((tab) => tab.NameSender), { loading });

/** Everything one chooses senders with, read on the server. */
export type SenderShelf = {
  readonly tab: SenderTab;
  readonly preset: Preset;
  readonly initial: QueryAnswer<"numbers.pickable">;
  readonly ownedNumbers: number;
  readonly onSale: BuyPickerProps["onSale"];
  /** Short codes and channel addresses of the account that are in no pool. */
  readonly free: readonly FreeSender[];
};

/**
 * Owned numbers and numbers on sale side by side, of which a bought one is chosen at once; beside them the other kinds of
 * sender, which join as they are added.
 */
export function SenderChoice({
  serviceId,
  shelf,
  chosen,
  onChosen,
}: {
  serviceId: string;
  shelf: SenderShelf;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}) {
  const [tab, setTab] = useState<SenderTab>(shelf.tab);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Segmented
          label="Where the senders come from"
          value={tab}
          onValueChange={setTab}
          options={[
            { value: "owned", label: `Owned (${countText(shelf.ownedNumbers)})` },
            { value: "buy", label: "Buy" },
            { value: "short-code", label: "Short code" },
            { value: "alphanumeric", label: "Alphanumeric" },
            { value: "channel", label: "Channel" },
          ]}
        />
      </div>
      {tab === "owned" && (
        <OwnedPicker
          serviceId={serviceId}
          preset={shelf.preset}
          initial={shelf.initial}
          chosen={chosen}
          onChosen={onChosen}
          onBuy={() => setTab("buy")}
        />
      )}
      {tab === "buy" && (
        <>
          {shelf.ownedNumbers === 0 && (
            <p className="text-body">
              You own no numbers yet. Buying one takes a few seconds. With the simulator it is free.
            </p>
          )}
          <BuyPicker
            onSale={shelf.onSale}
            preset={shelf.preset}
            chosen={chosen}
            onBought={(number) => onChosen(new Map(chosen).set(number.id, number))}
          />
        </>
      )}
      {(tab === "short-code" || tab === "channel") && (
        <TakeSender key={tab} serviceId={serviceId} kind={tab} free={shelf.free} home={shelf.preset.country} />
      )}
      {tab === "alphanumeric" && <NameSender serviceId={serviceId} />}
    </div>
  );
}
