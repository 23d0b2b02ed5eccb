"use client";

import * as RadixAlert from "radix-ui/alert-dialog";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { scrimClass } from "@/components/ui/dialog";

/**
 * Asks before something that cannot be taken back; a click beside it does not close it. Most pages want
 * `Consequence`, which lists what will happen with counts.
 */
export function AlertDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
}: {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** One sentence; read aloud when the dialog opens. */
  description: ReactNode;
  children?: ReactNode;
  /** Must hold an `AlertCancel`. */
  footer: ReactNode;
}) {
  return (
    <RadixAlert.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <RadixAlert.Trigger asChild>{trigger}</RadixAlert.Trigger>}
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={scrimClass} />
        <RadixAlert.Content
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 max-h-[90dvh] animate-open overflow-y-auto rounded-t-panel bg-raised shadow-float",
            "sm:top-[18vh] sm:bottom-auto sm:mx-auto sm:w-[calc(100%-3rem)] sm:max-w-md sm:rounded-panel",
          )}
        >
          <div className="px-4 pt-4 pb-4 sm:px-5 sm:pt-5">
            <RadixAlert.Title className="font-semibold text-lead">{title}</RadixAlert.Title>
            <RadixAlert.Description className="mt-1 text-control text-quiet">{description}</RadixAlert.Description>
            {children && <div className="mt-3">{children}</div>}
          </div>
          <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3 sm:px-5">{footer}</div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}

/** Wraps the button that leaves everything as it is; it has the focus when the dialog opens. */
export function AlertCancel({ children }: { children: ReactNode }) {
  return <RadixAlert.Cancel asChild>{children}</RadixAlert.Cancel>;
}
