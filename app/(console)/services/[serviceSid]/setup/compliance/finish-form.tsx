"use client";

import { WizardForm } from "../../../new/wizard-form";
import { finishSetupAction } from "./actions";

/** The way on from the checks; where nothing stands in the way it has the focus. */
export function FinishForm({
  serviceId,
  back,
  clear,
  blocked,
}: {
  serviceId: string;
  back: string | undefined;
  clear: boolean;
  blocked: boolean;
}) {
  return (
    <WizardForm
      action={finishSetupAction}
      back={back}
      submit={blocked ? "Continue anyway" : "Continue"}
      leave={null}
      focusSubmit={clear}
    >
      {() => <input type="hidden" name="serviceId" value={serviceId} />}
    </WizardForm>
  );
}
