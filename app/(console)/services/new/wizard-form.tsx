"use client";

import { type ReactNode, type SubmitEvent, startTransition, useActionState, useEffect, useRef } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";
import type { ActionResult } from "@/lib/console/action";

/** Where a step leads once it is saved; the button that was pressed says which. */
export const INTENT = "intent";

/** Of the form, for a button that stands outside it in the document, such as one in a dialog. */
export const WIZARD_FORM_ID = "wizard-step";

/**
 * The form of a step with its bar: Back, Save and leave, and the one primary button. `⌘Enter` continues. What was typed
 * stays after a refusal, whose summary gets the focus.
 */
export function WizardForm({
  action,
  back,
  submit,
  disabled = false,
  beside,
  focusSubmit = false,
  leave = "Save and leave",
  children,
}: {
  action: (previous: unknown, form: FormData) => Promise<ActionResult<unknown>>;
  back?: string | undefined;
  submit: ReactNode;
  /** There is nothing to continue with yet. */
  disabled?: boolean;
  /** A quiet other way on, left of the primary button. */
  beside?: ReactNode;
  /** There is nothing to do here but to go on. */
  focusSubmit?: boolean;
  leave?: string | null;
  /** The fields, given what was wrong with each. */
  children: (problems: Readonly<Record<string, string>>) => ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const primary = useRef<HTMLButtonElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  /** A second click may come before the first has been rendered. */
  const sending = useRef(false);
  const [result, save, pending] = useActionState(action, undefined);
  useShortcut("mod+enter", "Continue", () => {
    if (!disabled) form.current?.requestSubmit(primary.current);
  });

  useEffect(() => {
    sending.current = false;
    if (result && !result.ok) summary.current?.focus();
  }, [result]);

  useEffect(() => {
    // After the frame, which gives the focus of a new page to its heading.
    if (focusSubmit) requestAnimationFrame(() => primary.current?.focus());
  }, [focusSubmit]);

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent;
    const data = new FormData(event.currentTarget);
    data.set(INTENT, submitter instanceof HTMLButtonElement && submitter.value === "leave" ? "leave" : "continue");
    if (sending.current) return;
    sending.current = true;
    startTransition(() => save(data));
  }
  const problems = result && !result.ok ? result.fields : {};
  return (
    <form
      ref={form}
      id={WIZARD_FORM_ID}
      onSubmit={send}
      noValidate
      // What gets the focus is never under the bar.
      className="flex flex-col gap-6 [&_:is(a,button,input,select,textarea)]:scroll-mb-24"
    >
      {result && !result.ok && (
        <div ref={summary} tabIndex={-1} className="rounded-panel">
          <Banner tone="bad" announce title="Nothing was saved.">
            {result.message}
            {result.code !== null && !result.message.includes(String(result.code)) && ` (${result.code})`}
          </Banner>
        </div>
      )}
      {children(problems)}
      <WizardBar
        back={back}
        leave={
          leave && (
            <Button type="submit" name={INTENT} value="leave" variant="ghost">
              {leave}
            </Button>
          )
        }
      >
        {beside}
        <Button
          ref={primary}
          type="submit"
          name={INTENT}
          value="continue"
          variant="primary"
          pending={pending}
          disabled={disabled}
        >
          {submit}
        </Button>
      </WizardBar>
    </form>
  );
}

/** The last line of each step, at the lower edge of the screen while the step is longer than it. */
function WizardBar({ back, leave, children }: { back?: string; leave?: ReactNode; children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t bg-canvas py-3">
      {back && <ButtonLink href={back}>Back</ButtonLink>}
      <span className="ml-auto" />
      {leave}
      <span className="flex flex-wrap items-center gap-2">
        {children}
        <span aria-hidden className="text-quiet pointer-coarse:hidden max-[1360px]:hidden">
          <Kbd keys="⌘ Enter" />
        </span>
      </span>
    </div>
  );
}
