"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { countText } from "@/components/number-text";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { SidePanel } from "@/components/ui/side-panel";
import { toast } from "@/components/ui/toast-store";
import { formatNumber } from "@/lib/domain/phone-number";
import { describeSenders, type ReadinessInput, readinessOf } from "@/lib/domain/readiness";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { addSendersAction } from "../../actions";
import type { Chosen } from "../../parts/owned-picker";
import { ReachTable } from "../../parts/reach-table";
import { SenderChoice, type SenderShelf } from "../../parts/sender-choice";
import { PasteList } from "./paste-list";

type Way = "choose" | "paste";

/** The last moment a Date can hold. @source ECMA-262 §21.4.1.1 */
const LATEST_MS = 8.64e15;

/** Adds many senders beside the table: owned ones, bought ones, or a pasted list, judged before they join. */
export function AddSenders({
  serviceId,
  input,
  openTab,
  shelf,
}: {
  serviceId: string;
  input: ReadinessInput;
  /** The address asks for the panel, on this tab. */
  openTab: "owned" | "buy" | "paste" | undefined;
  shelf: SenderShelf;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(openTab !== undefined);
  const [way, setWay] = useState<Way>(openTab === "paste" ? "paste" : "choose");
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [report, setReport] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();

  const joining = [...chosen.values()].filter(({ id }) => !input.pool.some((member) => member.id === id));
  const count = joining.length;
  const size = input.pool.length + count;
  // They will be the youngest of the pool.
  const pool = [...input.pool, ...joining.map((number) => ({ ...number, addedAt: new Date(LATEST_MS) }))];
  const judged = readinessOf({ ...input, pool });

  function change(next: boolean) {
    setOpen(next);
    setReport([]);
    setRefusal(undefined);
    if (!next && openTab !== undefined) router.replace(window.location.pathname, { scroll: false });
  }
  function add() {
    start(async () => {
      const numbers = new Map(joining.map(({ id, phoneNumber }) => [id, formatNumber(phoneNumber)]));
      const result = await addSendersAction({ serviceId, numberIds: [...numbers.keys()] });
      if (!result.ok) return setRefusal(result.message);
      const { added, refused } = result.value;
      setChosen(new Map());
      toast({
        tone: added.length > 0 ? "good" : "bad",
        title: `${countText(added.length)} of ${countText(count)} senders joined the pool.`,
      });
      if (refused.length === 0) return change(false);
      return setReport(refused.map(({ numberId, why, code }) => `${numbers.get(numberId)}: ${why} (${code})`));
    });
  }
  return (
    <SidePanel
      open={open}
      onOpenChange={change}
      size="lg"
      trigger={
        <Button variant={input.pool.length === 0 ? "primary" : "secondary"}>
          <Plus aria-hidden />
          Add senders
        </Button>
      }
      title="Add senders"
      description={`${countText(input.pool.length)} of ${countText(POOL_SENDERS_MAX)} used.`}
      footer={
        <>
          <span className="mr-auto text-control text-quiet" aria-live="polite">
            {count > 0 ? `${describeSenders(joining)} chosen` : "Nothing chosen"}
            {size > POOL_SENDERS_MAX && (
              <span className="text-bad">
                {" "}
                · {countText(size)} of {countText(POOL_SENDERS_MAX)} (21714)
              </span>
            )}
          </span>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button variant="primary" pending={pending} disabled={count === 0 || size > POOL_SENDERS_MAX} onClick={add}>
            {count === 0 ? "Add senders" : count === 1 ? "Add 1 sender" : `Add ${countText(count)} senders`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {refusal && (
          <Banner tone="bad" announce title="Nothing was added.">
            {refusal}
          </Banner>
        )}
        {report.length > 0 && <Report lines={report} />}
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
          <SenderChoice serviceId={serviceId} shelf={shelf} chosen={chosen} onChosen={setChosen} />
        ) : (
          <PasteList serviceId={serviceId} onChosen={setChosen} />
        )}
        {count > 0 && (
          <section aria-label="Reach with these" className="flex flex-col gap-2">
            <h3 className="font-semibold text-body">Reach with these</h3>
            <ReachTable destinations={judged.destinations} />
          </section>
        )}
      </div>
    </SidePanel>
  );
}

/** What could not be added, to read and to take along. */
function Report({ lines }: { lines: readonly string[] }) {
  return (
    <Banner
      tone="warn"
      announce
      title={`${countText(lines.length)} could not be added.`}
      actions={<CopyButton value={lines.join("\n")} label="Copy report" showLabel />}
    >
      <ul className="max-h-40 overflow-y-auto">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  );
}
