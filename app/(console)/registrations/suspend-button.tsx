"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { suspendAction } from "./actions";

/** A reviewer stops what was approved, or lets it go on. */
export function SuspendButton({
  kind,
  id,
  name,
  suspended,
}: {
  kind: "brand" | "campaign";
  id: string;
  name: string;
  suspended: boolean;
}) {
  const verb = suspended ? "End suspension" : "Suspend";
  return (
    <Consequence
      trigger={
        <Button size="sm" variant={suspended ? "secondary" : "danger"} aria-label={`${verb} of ${name}`}>
          {verb}…
        </Button>
      }
      title={`${verb}: ${name}`}
      sentence={
        suspended
          ? "Its numbers may text the US again."
          : "Nothing leaves to the US from its long codes (30033) until the suspension ends."
      }
      effects={kind === "brand" ? ["All campaigns of the brand follow."] : []}
      confirm={verb}
      tone={suspended ? "primary" : "danger"}
      onConfirm={() => suspendAction({ kind, id, suspended: !suspended })}
    />
  );
}
