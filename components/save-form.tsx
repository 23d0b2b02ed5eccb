"use client";

import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import type { ActionResult } from "@/lib/console/action";

/** What a form looks like, to tell whether it was changed. */
const snapshot = (form: HTMLFormElement) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));

/**
 * A form that saves by itself: Save is off until something was changed, leaving with changes asks first, and what was typed
 * stays after a refusal.
 */
export function SaveForm({
  action,
  saved,
  submit = "Save",
  clearAfter = false,
  children,
}: {
  action: (previous: unknown, form: FormData) => Promise<ActionResult<unknown>>;
  /** Said once it is saved. */
  saved: string;
  submit?: string;
  /** For secrets, which do not stay in the form. */
  clearAfter?: boolean;
  /** The fields, given what was wrong with each. */
  children: (problems: Readonly<Record<string, string>>) => ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const untouched = useRef<string>(undefined);
  const [changed, setChanged] = useState(false);
  const [result, save, pending] = useActionState(action, undefined);
  const problems = result && !result.ok ? result.fields : {};
  const compare = () => {
    if (form.current) setChanged(snapshot(form.current) !== untouched.current);
  };

  useEffect(() => {
    if (!form.current) return;
    if (result?.ok) {
      if (clearAfter) form.current.reset();
      toast({ tone: "good", title: saved });
    } else if (result) {
      form.current.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
    }
    if (!result || result.ok) {
      untouched.current = snapshot(form.current);
      setChanged(false);
    }
  }, [result, saved, clearAfter]);

  useEffect(() => {
    if (!changed) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Links inside the console load no document, so the browser does not ask by itself.
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (!link || event.metaKey || event.ctrlKey || window.confirm("Leave without saving what you changed?")) return;
      event.preventDefault();
      event.stopPropagation();
    }
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [changed]);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    if (!pending) startTransition(() => save(data));
  }
  return (
    <form ref={form} onSubmit={send} onInput={compare} onChange={compare} className="flex flex-col gap-5">
      {result && !result.ok && Object.keys(problems).length === 0 && (
        <Banner tone="bad" announce>
          {result.message}
          {result.code !== null && ` (${result.code})`}
        </Banner>
      )}
      {children(problems)}
      <div>
        <Button type="submit" variant="primary" disabled={!changed} pending={pending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
