"use client";

import { type ReactNode, useState, useTransition } from "react";
import { AlertCancel, AlertDialog } from "@/components/ui/alert-dialog";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** What an action answers; the shape of every server action of the console. */
type Outcome = { ok: boolean; message?: string };

/** Says what will happen, in counts, before it does. Undo is better; this is for what has none. */
export function Consequence({
  trigger,
  open: openGiven,
  onOpenChange,
  title,
  sentence,
  effects,
  confirm,
  tone = "danger",
  typed,
  onConfirm,
  onDone,
}: {
  /** The element that opens it; leave out where `open` is controlled, as from a menu. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** The main consequence. */
  sentence: ReactNode;
  /** The others, each with its number, such as "38 queued messages still go out from them." */
  effects?: readonly ReactNode[];
  /** A verb and a count: "Remove 12 senders". */
  confirm: string;
  tone?: "danger" | "primary";
  /** Text to type first, for what destroys: a name or a count. */
  typed?: string;
  /** A refusal stays in the dialog with its text. */
  onConfirm: () => Promise<Outcome | undefined> | undefined;
  onDone?: () => void;
}) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [pending, startTransition] = useTransition();
  const ready = typed === undefined || text.trim() === typed;

  function change(next: boolean) {
    setOwnOpen(next);
    onOpenChange?.(next);
    setText("");
    setRefusal(undefined);
  }
  function act() {
    startTransition(async () => {
      const outcome = await onConfirm();
      if (outcome && !outcome.ok) {
        setRefusal(outcome.message ?? "It did not happen.");
        return;
      }
      change(false);
      onDone?.();
    });
  }
  return (
    <AlertDialog
      trigger={trigger}
      open={openGiven ?? ownOpen}
      onOpenChange={change}
      title={title}
      description={sentence}
      footer={
        <>
          <AlertCancel>
            <Button>Cancel</Button>
          </AlertCancel>
          <Button
            variant={tone}
            pending={pending}
            disabled={!ready}
            onClick={act}
            className={tone === "danger" ? "border-transparent bg-bad text-on-fill hover:bg-bad hover:opacity-90" : ""}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {effects && effects.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-4 text-control">
          {effects.map((effect, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences may repeat and never move.
            <li key={place}>{effect}</li>
          ))}
        </ul>
      )}
      {typed !== undefined && (
        <Field
          name="typed"
          className="mt-4"
          label={
            <>
              Type <span className="font-mono">{typed}</span> to go on
            </>
          }
        >
          {(control) => (
            <Input
              {...control}
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {refusal && (
        <Banner tone="bad" announce className="mt-4">
          {refusal}
        </Banner>
      )}
    </AlertDialog>
  );
}
