"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { type ReadinessInput, readinessOf } from "@/lib/domain/readiness";
import { joining, withJoining } from "../../parts/joining";
import type { Chosen } from "../../parts/owned-picker";
import { ReachTable } from "../../parts/reach-table";
import { SenderChoice, type SenderShelf } from "../../parts/sender-choice";
import { PasteList } from "./paste-list";

type Way = "choose" | "paste";

/** What the panel holds: two ways to choose senders, and whom the pool would reach with them. */
export function AddSendersBody({
  serviceId,
  input,
  shelf,
  firstWay,
  chosen,
  onChosen,
}: {
  serviceId: string;
  input: ReadinessInput;
  shelf: SenderShelf;
  firstWay: Way;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}) {
  const [way, setWay] = useState(firstWay);
  return (
    <>
      <div>
        <Segmented
          label="How senders are chosen"
          value={way}
          onValueChange={setWay}
          options={[
            { value: "choose", label: "Choose" },
            { value: "paste", label: "Paste list" },
          ]}
        />
      </div>
      {way === "choose" ? (
        <SenderChoice serviceId={serviceId} shelf={shelf} chosen={chosen} onChosen={onChosen} />
      ) : (
        <PasteList serviceId={serviceId} onChosen={onChosen} />
      )}
      {joining(input.pool, chosen).length > 0 && (
        <section aria-label="Reach with these" className="flex flex-col gap-2">
          <h3 className="font-semibold text-body">Reach with these</h3>
          <ReachTable destinations={readinessOf(withJoining(input, chosen)).destinations} />
        </section>
      )}
    </>
  );
}
