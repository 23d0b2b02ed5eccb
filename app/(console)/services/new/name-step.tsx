"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { useSettled } from "@/components/use-settled";
import { useConsoleQuery } from "@/lib/console/use-console-query";
import { countryName } from "@/lib/domain/countries";
import { listText } from "@/lib/domain/readiness";
import type { Usecase } from "@/lib/domain/service";
import { beginSetupAction } from "./actions";
import { CountryPicker } from "./country-picker";
import { SoFar } from "./so-far";
import { titleOfUseCase, USE_CASES } from "./use-cases";
import { WizardForm } from "./wizard-form";
import { type RailStep, WizardFrame } from "./wizard-frame";

const NAME_LENGTH_MAX = 64;

/** Step 1: what the service is called, what it is for, whom it is meant to reach. */
export function NameStep({
  setupKey,
  rail,
  serviceId,
  initial,
}: {
  setupKey: string;
  rail: readonly RailStep[];
  /** Of the service that this wizard made before, and now edits. */
  serviceId?: string;
  initial: { friendlyName: string; usecase: Usecase; destinations: readonly string[] };
}) {
  const exists = serviceId !== undefined;
  const [name, setName] = useState(initial.friendlyName);
  const [usecase, setUsecase] = useState<Usecase>(initial.usecase);
  const [destinations, setDestinations] = useState(initial.destinations);
  const trimmed = name.trim();
  const settled = useSettled(trimmed, 300);
  const { data: namesakes } = useConsoleQuery(
    "services.namesakes",
    { name: settled, ...(exists ? { exceptId: serviceId } : {}) },
    { enabled: settled !== "" },
  );
  const repeated = settled !== "" && settled === trimmed && namesakes !== undefined && namesakes > 0;

  return (
    <WizardFrame
      current="name"
      rail={rail}
      title="What is this service for?"
      sentence="A service bundles senders and rules behind one SID. Your code sends to the service; the service picks the sender."
      soFar={
        <SoFar
          sentences={[
            exists
              ? "The service exists. What you change here is saved with the button below."
              : "Nothing yet. The service exists from “Create service” on, and everything can be changed later.",
            trimmed && (
              <>
                Your team sees it as <span className="break-words text-ink">{trimmed}</span>.
              </>
            ),
            destinations.length > 0 && `Your senders are checked against ${listText(destinations.map(countryName))}.`,
            usecase !== "undeclared" && `It is for: ${titleOfUseCase(usecase)}.`,
            usecase === "verification" && "A code that still waits after 5 minutes is not sent. Step 3 changes that.",
          ]}
        />
      }
    >
      <WizardForm
        action={beginSetupAction}
        submit={exists ? "Save and continue" : "Create service"}
        leave={exists ? "Save and leave" : null}
      >
        {(problems) => (
          <>
            <input type="hidden" name="setupKey" value={setupKey} />
            <Field
              name="friendlyName"
              label="Service name"
              help={
                <>
                  Your team sees this name. Recipients do not.
                  {repeated && (
                    <span className="block text-warn">
                      {namesakes === 1 ? "Another service has" : `${namesakes} other services have`} this name. That is
                      allowed; the SIDs differ.
                    </span>
                  )}
                </>
              }
              error={problems.friendlyName}
              aside={name.length > 40 ? `${name.length} of ${NAME_LENGTH_MAX}` : undefined}
              className="max-w-120"
            >
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={NAME_LENGTH_MAX}
                  autoComplete="off"
                  placeholder="Appointment reminders"
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
            </Field>
            <RadioCards
              name="usecase"
              legend="Use case"
              columns={2}
              value={usecase}
              onValueChange={(value) => setUsecase(value as Usecase)}
              options={USE_CASES}
            />
            <CountryPicker
              name="destinations"
              label="Where will you send?"
              help="Used to check your senders. It does not limit the service."
              error={problems.destinations}
              value={destinations}
              onChange={setDestinations}
            />
          </>
        )}
      </WizardForm>
    </WizardFrame>
  );
}
