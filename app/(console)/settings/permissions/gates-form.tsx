"use client";

import { SaveForm } from "@/components/save-form";
import { RadioCards } from "@/components/ui/radio-cards";
import type { GateMode } from "@/lib/domain/settings";
import { saveGatesAction } from "./actions";

/** Each gate, in the words of what live would do. */
const GATES = [
  {
    name: "geoMode",
    legend: "Countries that are off",
    live: "Refused with 21408.",
    sandbox: "Sent, and the console says that live would refuse.",
  },
  {
    name: "longCodeMode",
    legend: "US long codes without a registered campaign",
    live: "Come back undelivered with 30034; while in review with 30035.",
    sandbox: "Delivered by the simulator, and the console says that live would not.",
  },
  {
    name: "tollFreeMode",
    legend: "Toll-free numbers without verification, to the US and Canada",
    live: "Come back undelivered with 30032.",
    sandbox: "Delivered by the simulator, and the console says that live would not.",
  },
  {
    name: "alphaMode",
    legend: "Alphanumeric senders in countries that want them registered",
    live: "Come back undelivered with 30040 until they are registered.",
    sandbox: "Delivered by the simulator, and the console says that live would not.",
  },
] as const;

export function GatesForm({ modes }: { modes: Readonly<Record<(typeof GATES)[number]["name"], GateMode>> }) {
  return (
    <SaveForm action={saveGatesAction} saved="Sandbox settings saved.">
      {() =>
        GATES.map(({ name, legend, live, sandbox }) => (
          <RadioCards
            key={name}
            name={name}
            legend={legend}
            columns={2}
            defaultValue={modes[name]}
            options={[
              { value: "sandbox", title: "Sandbox", description: sandbox },
              { value: "live", title: "Live", description: live },
            ]}
          />
        ))
      }
    </SaveForm>
  );
}
