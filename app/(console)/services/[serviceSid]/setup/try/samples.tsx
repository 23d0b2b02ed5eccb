"use client";

import { useState, useTransition } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { codeSamples } from "@/lib/domain/code-samples";
import { revealTokenAction } from "../../../../settings/account/actions";

/** The send just made, as code that runs as pasted. The token stays on the server until it is asked for. */
export function Samples(sample: { baseUrl: string; accountSid: string; serviceSid: string; to: string; body: string }) {
  const [authToken, setAuthToken] = useState<string>();
  const [pending, start] = useTransition();
  return (
    <section aria-label="Code" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold text-body">The same from your code</h2>
        <span className="ml-auto" />
        {authToken ? (
          <Button size="sm" onClick={() => setAuthToken(undefined)}>
            Hide the token
          </Button>
        ) : (
          <Button
            size="sm"
            pending={pending}
            onClick={() =>
              start(async () => {
                const result = await revealTokenAction();
                if (result.ok) setAuthToken(result.value);
                else toast({ tone: "bad", title: `The token was not shown: ${result.message}` });
              })
            }
          >
            Reveal the token
          </Button>
        )}
      </div>
      <CodeTabs label="Code samples" samples={codeSamples({ ...sample, authToken })} />
    </section>
  );
}
