"use client";

import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { deleteVerificationAction } from "../../actions";

export function DeleteVerification({ id }: { id: string }) {
  return (
    <Consequence
      trigger={<Button variant="danger">Delete verification…</Button>}
      title="Delete the verification"
      sentence="The number is unverified again: its messages to the US and Canada come back undelivered with 30032."
      confirm="Delete verification"
      onConfirm={() => deleteVerificationAction(id)}
    />
  );
}
