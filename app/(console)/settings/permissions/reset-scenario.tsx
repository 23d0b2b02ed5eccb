"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { resetScenarioAction } from "./actions";

export function ResetScenario() {
  return (
    <Consequence
      trigger={
        <Button variant="secondary" size="sm">
          End the scenario…
        </Button>
      }
      title="End the scenario?"
      sentence="Within a second the simulated carrier treats new messages as by default. A test that counts on the scenario will see it."
      confirm="End scenario"
      tone="primary"
      onConfirm={resetScenarioAction}
      onDone={() => toast({ tone: "good", title: "The scenario has ended." })}
    />
  );
}
