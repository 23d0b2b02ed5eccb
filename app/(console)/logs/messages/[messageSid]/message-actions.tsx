"use client";

import { EllipsisVertical, Eraser, Repeat, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Consequence } from "@/components/consequence";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Menu } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import { isFinal } from "@/lib/domain/message-status";
import { formatNumber } from "@/lib/domain/phone-number";
import { cancelAction, deleteAction, redactAction } from "./actions";
import { sendAgain } from "./send-again";
import type { View } from "./view";

const UNFINISHED = "after it is finished";

/** What can be done with one message. */
export function MessageActions({
  message,
  curl,
  back,
  isTold,
  onChanged,
  onAsked,
}: {
  message: View["message"];
  /** The command that sends it again; undefined for what came in, or whose text is gone. */
  curl: string | undefined;
  /** Where to go once it is deleted. */
  back: string;
  /** Somebody's endpoint was told of it. */
  isTold: boolean;
  onChanged: () => void;
  /** Something is to be told again. */
  onAsked: () => void;
}) {
  const router = useRouter();
  const [asking, setAsking] = useState<"redact" | "delete">();
  const finished = isFinal(message.status);
  const onOpenChange = (open: boolean) => !open && setAsking(undefined);
  return (
    <>
      {message.status === "scheduled" && (
        <Consequence
          trigger={<Button>Cancel message</Button>}
          title="Cancel this message?"
          sentence={`It is not sent to ${formatNumber(message.to)}. Its status callback is told.`}
          confirm="Cancel 1 message"
          onConfirm={() => cancelAction(message.id)}
          onDone={onChanged}
        />
      )}
      {curl && <CopyButton value={curl} label="Copy as curl" showLabel size="md" />}
      <Menu
        label="More actions"
        trigger={
          <Button iconOnly aria-label="More actions">
            <EllipsisVertical aria-hidden />
          </Button>
        }
        items={[
          {
            label: "Send callbacks again",
            icon: <Repeat aria-hidden />,
            disabled: !isTold,
            hint: isTold ? undefined : "none was sent",
            onSelect: () => void sendAgain(message.id, undefined, onAsked),
          },
          {
            label: "Redact",
            icon: <Eraser aria-hidden />,
            disabled: !finished || message.redactedAt !== null,
            hint: message.redactedAt ? "done" : finished ? undefined : UNFINISHED,
            onSelect: () => setAsking("redact"),
          },
          {
            label: "Delete",
            icon: <Trash2 aria-hidden />,
            danger: true,
            disabled: !finished,
            hint: finished ? undefined : UNFINISHED,
            onSelect: () => setAsking("delete"),
          },
        ]}
      />
      <Consequence
        open={asking === "redact"}
        onOpenChange={onOpenChange}
        title="Remove the text of this message?"
        sentence="The text is gone for good, here and in the API. Everything else stays: status, times, segments, price."
        confirm="Remove the text"
        onConfirm={() => redactAction(message.id)}
        onDone={() => {
          toast({ tone: "good", title: "The text was removed." });
          onChanged();
        }}
      />
      <Consequence
        open={asking === "delete"}
        onOpenChange={onOpenChange}
        title="Delete this message?"
        sentence="Its record, its steps and its requests are gone for good, here and in the API. Insights count it no longer."
        confirm="Delete 1 message"
        onConfirm={() => deleteAction(message.id)}
        onDone={() => {
          toast({ tone: "good", title: "The message was deleted." });
          router.push(back);
        }}
      />
    </>
  );
}
