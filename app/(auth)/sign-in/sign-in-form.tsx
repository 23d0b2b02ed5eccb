"use client";

import { Eye, EyeOff } from "lucide-react";
import { useActionState, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { type SignInProblem, signInAction } from "./actions";

/** Works before its script has loaded: it is a plain form. */
export function SignInForm({ next }: { next: string }) {
  const [problem, submit] = useActionState(signInAction, undefined);
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      {problem && <Problem key={problem.waitMs} problem={problem} />}
      <Field name="email" label="Email">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            inputMode="email"
            required
            autoFocus={!problem}
            defaultValue={problem?.email}
          />
        )}
      </Field>
      <Field name="password" label="Password">
        {(control) => (
          <div className="relative">
            <Input
              {...control}
              type={shown ? "text" : "password"}
              autoComplete="current-password"
              required
              autoFocus={problem !== undefined}
              className="pr-10"
            />
            <Button
              variant="ghost"
              size="sm"
              iconOnly
              aria-label={shown ? "Hide password" : "Show password"}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
              className="absolute inset-y-0 right-0.5 my-auto"
            >
              <Icon aria-hidden />
            </Button>
          </div>
        )}
      </Field>
      <SubmitButton size="lg" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  );
}

/** Never says which of the two was wrong. */
function Problem({ problem: { waitMs } }: { problem: NonNullable<SignInProblem> }) {
  const [secondsLeft, setSecondsLeft] = useState(Math.ceil(waitMs / 1000));
  useEffect(() => {
    const timer = setInterval(() => setSecondsLeft((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  if (waitMs === 0) return <Banner tone="bad" announce title="This email and password do not go together." />;
  return (
    <Banner tone="warn" announce title="Too many tries.">
      {secondsLeft > 0 ? `Try again in ${secondsLeft} s` : "You can try again now."}
    </Banner>
  );
}
