"use client";

import { useState } from "react";
import { countText } from "@/components/number-text";
import { Segmented } from "@/components/ui/segmented";
import type { QueryAnswer } from "@/lib/console/queries";
import { BuyPicker, type BuyPickerProps } from "./buy-picker";
import { type Chosen, OwnedPicker, type Preset } from "./owned-picker";

export type SenderTab = "owned" | "buy";

/** Everything one chooses senders with, read on the server. */
export type SenderShelf = {
  readonly tab: SenderTab;
  readonly preset: Preset;
  readonly initial: QueryAnswer<"numbers.pickable">;
  readonly ownedNumbers: number;
  readonly onSale: BuyPickerProps["onSale"];
};

/** Owned numbers and numbers on sale side by side; a bought one is chosen at once. */
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
          ]}
        />
      </div>
      {tab === "owned" ? (
        <OwnedPicker
          serviceId={serviceId}
          preset={shelf.preset}
          initial={shelf.initial}
          chosen={chosen}
          onChosen={onChosen}
          onBuy={() => setTab("buy")}
        />
      ) : (
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
    </div>
  );
}
