"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState, useTransition } from "react";
import { Consequence } from "@/components/consequence";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { toast } from "@/components/ui/toast-store";
import { revealTokenAction, rotateTokenAction } from "./actions";

const MASK = "•".repeat(32);

/** The token stays on the server until it is asked for. */
export function AuthToken() {
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function reveal() {
    startTransition(async () => {
      const result = await revealTokenAction();
      if (result.ok) setToken(result.value);
      setProblem(result.ok ? undefined : result.message);
    });
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <code className="break-all rounded-control border bg-panel px-2.5 py-1 font-mono text-control">
          {token ?? (
            <>
              <span aria-hidden>{MASK}</span>
              <span className="sr-only">Hidden</span>
            </>
          )}
        </code>
        {token ? (
          <>
            <CopyButton value={token} label="Copy Auth Token" />
            <Button onClick={() => setToken(undefined)}>
              <EyeOff aria-hidden />
              Hide
            </Button>
          </>
        ) : (
          <Button onClick={reveal} pending={pending}>
            <Eye aria-hidden />
            Reveal
          </Button>
        )}
        <Consequence
          trigger={<Button variant="danger">Rotate…</Button>}
          title="Rotate the Auth Token?"
          sentence="The present token stops at once, everywhere it is in use."
          effects={[
            "API requests with it are answered 401 (20003). API keys go on working.",
            "Webhooks are signed with the new token from now on, those that are being retried too.",
          ]}
          confirm="Rotate token"
          onConfirm={async () => {
            const result = await rotateTokenAction();
            if (result.ok) setToken(result.value);
            return result;
          }}
          onDone={() => toast({ tone: "good", title: "Token rotated. The new one is shown." })}
        />
      </div>
      {problem && (
        <Banner tone="bad" announce>
          {problem}
        </Banner>
      )}
    </div>
  );
}
