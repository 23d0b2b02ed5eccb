"use client";

import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

const WIDTH = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" } as const;

export type DialogProps = {
  /** The element that opens it and gets the focus back. Leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

export const scrimClass = "fixed inset-0 z-40 animate-fade bg-scrim";

/** A task that must be finished or left before the page goes on. On a phone it rises from the bottom edge. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = "md",
  children,
}: DialogProps & { size?: keyof typeof WIDTH }) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrimClass} />
        <RadixDialog.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] animate-open flex-col rounded-t-panel bg-raised shadow-float",
            "sm:top-[12vh] sm:bottom-auto sm:mx-auto sm:max-h-[76vh] sm:w-[calc(100%-3rem)] sm:rounded-panel",
            WIDTH[size],
          )}
        >
          <DialogHeader title={title} description={description} />
          {children && <div className="min-h-0 overflow-y-auto px-4 pb-4 sm:px-5">{children}</div>}
          {footer && <DialogFooter>{footer}</DialogFooter>}
          <DialogCross />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Title and description, shared by dialog and side panel. */
export function DialogHeader({ title, description }: Pick<DialogProps, "title" | "description">) {
  return (
    <div className="px-4 pt-4 pr-14 pb-3 sm:pt-5 sm:pl-5">
      <RadixDialog.Title className="font-semibold text-lead">{title}</RadixDialog.Title>
      {description && (
        <RadixDialog.Description className="mt-1 max-w-prose text-control text-quiet">
          {description}
        </RadixDialog.Description>
      )}
    </div>
  );
}

/** The closing cross. It stands last, so that the focus begins at the first thing to do. */
export function DialogCross() {
  return (
    <RadixDialog.Close
      aria-label="Close"
      className={cn(
        buttonClass({ variant: "ghost", size: "sm", iconOnly: true }),
        "absolute top-3 right-3 pointer-coarse:top-1.5 pointer-coarse:right-1.5",
      )}
    >
      <X aria-hidden />
    </RadixDialog.Close>
  );
}

/** The row of buttons under a dialog or side panel. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 sm:px-5">{children}</div>;
}

/** Wraps a button that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <RadixDialog.Close asChild>{children}</RadixDialog.Close>;
}
