"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { countText } from "@/components/number-text";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { SidePanel } from "@/components/ui/side-panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { formatNumber } from "@/lib/domain/phone-number";
import type { ReadinessInput } from "@/lib/domain/readiness";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { addSendersAction } from "../../actions";
import { joining } from "../../parts/joining";
import type { Chosen } from "../../parts/owned-picker";
import type { SenderShelf } from "../../parts/sender-choice";

/** Fetched when the panel opens: most visits only look at the pool. */
const AddSendersBody = dynamic(() => import("./add-senders-body").then((body) => body.AddSendersBody), {
  loading: () => <SkeletonRows rows={6} columns={4} label="Loading numbers" />,
});

/** Adds many senders beside the table: owned ones, bought ones, or a pasted list, judged before they join; or other kinds of sender. */
export function AddSenders({
  serviceId,
  input,
  openTab,
  shelf,
}: {
  serviceId: string;
  input: ReadinessInput;
  /** The address asks for the panel, on this tab. */
  openTab: SenderShelf["tab"] | "paste" | undefined;
  shelf: SenderShelf;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(openTab !== undefined);
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [report, setReport] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [pending, start] = useTransition();
  const numbers = joining(input.pool, chosen);
  const count = numbers.length;
  const size = input.pool.length + count;

  function change(next: boolean) {
    setOpen(next);
    setReport([]);
    setRefusal(undefined);
    if (!next && openTab !== undefined) router.replace(window.location.pathname, { scroll: false });
  }
  function add() {
    start(async () => {
      const names = new Map(numbers.map(({ id, phoneNumber }) => [id, formatNumber(phoneNumber)]));
      const result = await addSendersAction({ serviceId, numberIds: [...names.keys()] });
      if (!result.ok) return setRefusal(result.message);
      const { added, refused } = result.value;
      setChosen(new Map());
      toast({
        tone: added.length > 0 ? "good" : "bad",
        title: `${countText(added.length)} of ${countText(count)} senders joined the pool.`,
      });
      if (refused.length === 0) return change(false);
      return setReport(refused.map(({ numberId, why, code }) => `${names.get(numberId)}: ${why} (${code})`));
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
            {count > 0 ? `${countText(count)} chosen` : "Nothing chosen"}
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
        <AddSendersBody
          serviceId={serviceId}
          input={input}
          shelf={shelf}
          firstWay={openTab === "paste" ? "paste" : "choose"}
          chosen={chosen}
          onChosen={setChosen}
        />
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
