"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { revealTokenAction } from "./settings/account/actions";

/** The Auth Token, masked until it is asked for. */
export function TokenOnce() {
  const [shown, setShown] = useState<string>();
  const [pending, startTransition] = useTransition();
  if (shown) {
    return (
      <>
        <code className="min-w-0 truncate font-mono text-label" title={shown}>
          {shown}
        </code>
        <CopyButton value={shown} label="Copy Auth Token" />
      </>
    );
  }
  function reveal() {
    startTransition(async () => {
      const result = await revealTokenAction();
      setShown(result.ok ? result.value : result.message);
    });
  }
  return (
    <>
      <span aria-hidden className="font-mono text-label">
        {"•".repeat(16)}
      </span>
      <span className="sr-only">Hidden</span>
      <Button variant="ghost" size="sm" pending={pending} onClick={reveal}>
        Reveal
      </Button>
    </>
  );
}
