"use client";

import { type ReactNode, useState } from "react";
import { AlertCancel, AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { notPickable } from "@/lib/domain/pickable-number";
import { describeSenders, type ReadinessInput, readinessOf } from "@/lib/domain/readiness";
import { POOL_SENDERS_MAX } from "@/lib/domain/service";
import { SoFar } from "../../../new/so-far";
import { INTENT, WIZARD_FORM_ID, WizardForm } from "../../../new/wizard-form";
import { type RailStep, WizardFrame } from "../../../new/wizard-frame";
import { joining, withJoining } from "../../parts/joining";
import type { Chosen } from "../../parts/owned-picker";
import { rateSentence } from "../../parts/rate-text";
import { ReachTable } from "../../parts/reach-table";
import { SenderChoice, type SenderShelf } from "../../parts/sender-choice";
import { addChosenAction } from "./actions";

/** Step 2: numbers are chosen, and what the pool would reach is judged before they join it. */
export function SendersStep({
  rail,
  serviceId,
  discardable,
  notice,
  input,
  shelf,
}: {
  rail: readonly RailStep[];
  serviceId: string;
  /** Nobody could miss it yet. */
  discardable: boolean;
  /** Says when the service is no longer as it is on screen. */
  notice: ReactNode;
  input: ReadinessInput;
  shelf: SenderShelf;
}) {
  const [chosen, setChosen] = useState<Chosen>(() => onlyChoice(serviceId, input, shelf));
  const numbers = joining(input.pool, chosen);
  const next = withJoining(input, chosen);
  const { pool } = next;
  const judged = readinessOf(next);
  const full = pool.length > POOL_SENDERS_MAX;
  const count = numbers.length;
  const senders = count === 1 ? "1 sender" : `${count} senders`;

  return (
    <WizardFrame
      current="senders"
      rail={rail}
      discardId={discardable ? serviceId : undefined}
      title="Which senders may it use?"
      sentence="For each message Senderpool takes the sender this person already knows, else one from their country, else the least busy."
      soFar={
        <SoFar
          sentences={[
            <>
              <span className="break-words text-ink">{input.service.friendlyName}</span> exists. Your code can name it
              from now on.
            </>,
            pool.length === 0
              ? "It has no sender, so every request is refused with 21704."
              : `${count > 0 ? "With what is chosen it" : "It"} has ${describeSenders(pool)}.`,
            judged.blockedFor.length > 0 && pool.length > 0 && `Not reached yet: ${judged.blockedFor.join(", ")}.`,
            ...(pool.length > 0 ? judged.destinations.map(rateSentence) : []),
          ]}
        />
      }
    >
      {notice}
      <WizardForm
        action={addChosenAction}
        back={rail[0]?.href}
        submit={count > 0 ? `Add ${senders} and continue` : "Continue"}
        disabled={pool.length === 0 || full}
        beside={pool.length === 0 && <WithoutSenders />}
      >
        {() => (
          <>
            <input type="hidden" name="serviceId" value={serviceId} />
            {numbers.map(({ id }) => (
              <input key={id} type="hidden" name="numberIds[]" value={id} />
            ))}
            <SenderChoice serviceId={serviceId} shelf={shelf} chosen={chosen} onChosen={setChosen} />
            <section aria-label="Reach" className="flex flex-col gap-2">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <h2 className="font-semibold text-body">Reach</h2>
                <p aria-live="polite" className="text-control text-quiet">
                  {count > 0 ? `${describeSenders(numbers)} chosen` : "Nothing chosen"}
                  {input.pool.length > 0 && `, ${describeSenders(input.pool)} in the pool`}
                  {full && (
                    <span className="text-bad">
                      {" "}
                      · {pool.length} of {POOL_SENDERS_MAX} used (21714). Choose fewer, or create a second service.
                    </span>
                  )}
                </p>
              </div>
              <ReachTable destinations={judged.destinations} />
            </section>
          </>
        )}
      </WizardForm>
    </WizardFrame>
  );
}

/** The way on with an empty pool, which says first what that means. */
function WithoutSenders() {
  return (
    <AlertDialog
      trigger={
        <Button variant="ghost" className="text-quiet">
          Continue without senders
        </Button>
      }
      title="Continue without senders?"
      description="Without a sender every request is refused with 21704. You can add one any time."
      footer={
        <>
          <Button type="submit" form={WIZARD_FORM_ID} name={INTENT} value="continue">
            Finish without
          </Button>
          <AlertCancel>
            <Button variant="primary">Add a sender</Button>
          </AlertCancel>
        </>
      }
    />
  );
}

/** Where there is one number to choose, it is chosen. */
function onlyChoice(serviceId: string, { pool }: ReadinessInput, { initial, tab }: SenderShelf): Chosen {
  const free = initial.rows.filter((row) => notPickable(row, serviceId) === undefined);
  return new Map(pool.length === 0 && tab === "owned" && free.length === 1 ? free.map((row) => [row.id, row]) : []);
}
