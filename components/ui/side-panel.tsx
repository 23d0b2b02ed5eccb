"use client";

import * as RadixDialog from "radix-ui/dialog";
import { cn } from "@/components/ui/cn";
import { DialogCross, DialogFooter, DialogHeader, type DialogProps, scrimClass } from "@/components/ui/dialog";

const SIDE = {
  right: "right-0 animate-slide border-l",
  left: "left-0 animate-slide-left border-r",
} as const;

const WIDTH = { drawer: "w-72", md: "w-full sm:w-112", lg: "w-full sm:w-160" } as const;

/** A longer task beside the page it belongs to: adding senders, peeking at a message. The whole width on a phone. */
export function SidePanel({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  footer,
  side = "right",
  size = "md",
  children,
}: DialogProps & { side?: keyof typeof SIDE; size?: keyof typeof WIDTH }) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrimClass} />
        <RadixDialog.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-y-0 z-50 flex max-w-full flex-col bg-raised shadow-float",
            SIDE[side],
            WIDTH[size],
          )}
        >
          <DialogHeader title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 sm:px-5">{children}</div>
          {footer && <DialogFooter>{footer}</DialogFooter>}
          <DialogCross />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
