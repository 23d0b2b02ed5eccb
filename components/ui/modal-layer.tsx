"use client";

import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** On a phone what is not a panel rises from the bottom edge. */
const SHEET =
  "inset-x-0 bottom-0 max-h-[90dvh] animate-open rounded-t-panel sm:bottom-auto sm:mx-auto sm:rounded-panel";
const CENTRED = cn(SHEET, "sm:top-[12vh] sm:max-h-[76vh] sm:w-[calc(100%-3rem)]");
const RIGHT = "inset-y-0 right-0 max-w-full animate-slide border-l";
const LEFT = "inset-y-0 left-0 max-w-full animate-slide-left border-r";

const LOOK = {
  "dialog-sm": cn(CENTRED, "sm:max-w-md"),
  "dialog-md": cn(CENTRED, "sm:max-w-xl"),
  "dialog-lg": cn(CENTRED, "sm:max-w-3xl"),
  alert: cn(SHEET, "sm:top-[18vh] sm:w-[calc(100%-3rem)] sm:max-w-md"),
  "right-md": cn(RIGHT, "w-full sm:w-112"),
  "right-lg": cn(RIGHT, "w-full sm:w-160"),
  "left-md": cn(LEFT, "w-full sm:w-112"),
  "left-lg": cn(LEFT, "w-full sm:w-160"),
  drawer: cn(LEFT, "w-72"),
  palette: "inset-x-2 top-2 mx-auto max-w-xl animate-open overflow-hidden rounded-panel sm:top-[14vh]",
} as const;

export type ModalLook = keyof typeof LOOK;

/** The primitive behind `Modal`, fetched when it is first needed. An alert is not closed by a click beside it. */
export function ModalLayer({
  look,
  title,
  description,
  footer,
  onOpenChange,
  children,
}: {
  look: ModalLook;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  onOpenChange: (open: boolean) => void;
  children?: ReactNode;
}) {
  const isAlert = look === "alert";
  const isPalette = look === "palette";
  return (
    <RadixDialog.Root open onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <RadixDialog.Content
          role={isAlert ? "alertdialog" : "dialog"}
          {...(!description && { "aria-describedby": undefined })}
          onInteractOutside={isAlert ? (event) => event.preventDefault() : undefined}
          onOpenAutoFocus={focusFirst}
          className={cn("fixed z-50 flex flex-col bg-raised shadow-float", LOOK[look])}
        >
          {isPalette ? (
            <RadixDialog.Title className="sr-only">{title}</RadixDialog.Title>
          ) : (
            <div className={cn("px-4 pt-4 pb-3 sm:px-5 sm:pt-5", !isAlert && "pr-14 sm:pr-14")}>
              <RadixDialog.Title className="font-semibold text-lead">{title}</RadixDialog.Title>
              {description && (
                <RadixDialog.Description className="mt-1 max-w-prose text-control text-quiet">
                  {description}
                </RadixDialog.Description>
              )}
            </div>
          )}
          {isPalette
            ? children
            : children && <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 sm:px-5">{children}</div>}
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 sm:px-5">{footer}</div>
          )}
          {!isAlert && !isPalette && <Cross />}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** What says so itself is first; else the primitive's own choice stands. */
function focusFirst(event: Event) {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const first = event.currentTarget.querySelector<HTMLElement>("[data-first-focus]");
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/** It stands last, so that the focus begins at the first thing to do. */
function Cross() {
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
