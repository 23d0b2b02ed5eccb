"use client";

import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import type { ActionResult } from "@/lib/console/action";

/** A dialog around one form: what was typed stays after a refusal, and it closes once the deed is done. */
export function DialogForm<Value>({
  action,
  size = "sm",
  trigger,
  title,
  description,
  submit,
  done,
  children,
}: {
  action: (previous: unknown, form: FormData) => Promise<ActionResult<Value>>;
  size?: "sm" | "md";
  trigger: ReactNode;
  title: string;
  description: string;
  submit: string;
  /** Said once it is done, given what came of it. */
  done: (value: Value) => string;
  /** The fields, given what was wrong with each. */
  children: (problems: Readonly<Record<string, string>>) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen} size={size} trigger={trigger} title={title} description={description}>
      <Body action={action} submit={submit} done={done} close={() => setOpen(false)}>
        {children}
      </Body>
    </Dialog>
  );
}

/** Its state ends with the dialog. */
function Body<Value>({
  action,
  submit,
  done,
  close,
  children,
}: Pick<Parameters<typeof DialogForm<Value>>[0], "action" | "submit" | "done" | "children"> & { close: () => void }) {
  const [result, act, pending] = useActionState(action, undefined);
  const problems = result && !result.ok ? result.fields : {};
  useEffect(() => {
    if (!result?.ok) return;
    toast({ tone: "good", title: done(result.value) });
    close();
  }, [result, done, close]);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) startTransition(() => act(form));
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      {result && !result.ok && Object.keys(problems).length === 0 && (
        <Banner tone="bad" announce>
          {result.message}
        </Banner>
      )}
      {children(problems)}
      <div className="flex justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
