"use client";

import { type ReactNode, useState } from "react";
import { durationText } from "@/components/duration-text";
import { describeSenders, type ReadinessInput } from "@/lib/domain/readiness";
import type { WebhookReach } from "@/lib/domain/webhook-url";
import { SoFar } from "../../../new/so-far";
import { WizardForm } from "../../../new/wizard-form";
import { type RailStep, WizardFrame } from "../../../new/wizard-frame";
import { IntegrationFields, type IntegrationValues, type Replies, repliesOf } from "../../parts/integration-fields";
import { saveIntegrationStepAction } from "./actions";

const REPLIES: Record<Replies, string> = {
  sender: "Replies go to each sender's own webhook.",
  webhook: "Replies of all senders go to one webhook.",
  drop: "Replies are dropped.",
};

export function IntegrationStep({
  rail,
  serviceId,
  discardable,
  notice,
  input,
  initial,
  reach,
}: {
  rail: readonly RailStep[];
  serviceId: string;
  /** Nobody could miss it yet. */
  discardable: boolean;
  /** Says when the service is no longer as it is on screen. */
  notice: ReactNode;
  input: ReadinessInput;
  initial: IntegrationValues;
  reach: WebhookReach;
}) {
  const [replies, setReplies] = useState(repliesOf(initial));
  const { pool } = input;
  return (
    <WizardFrame
      current="integration"
      rail={rail}
      discardId={discardable ? serviceId : undefined}
      title="Replies and delivery reports"
      sentence="Both are optional. As it stands messages can be sent, and replies are kept."
      soFar={
        <SoFar
          sentences={[
            pool.length === 0
              ? "No sender yet, so every request is refused with 21704."
              : `It sends from ${describeSenders(pool)}.`,
            REPLIES[replies],
            `A message waits ${durationText(initial.validityPeriod * 1_000)} at most, unless you change it here.`,
          ]}
        />
      }
    >
      {notice}
      <WizardForm action={saveIntegrationStepAction} back={rail[1]?.href} submit="Continue">
        {(problems) => (
          <>
            <input type="hidden" name="serviceId" value={serviceId} />
            <IntegrationFields
              initial={initial}
              senders={pool.length}
              silentSenders={pool.filter(({ smsUrl }) => !smsUrl).length}
              reach={reach}
              problems={problems}
              onReplies={setReplies}
            />
          </>
        )}
      </WizardForm>
    </WizardFrame>
  );
}
