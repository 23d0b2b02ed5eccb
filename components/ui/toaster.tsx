"use client";

import { CircleCheck, Info, OctagonX, X } from "lucide-react";
import Link from "next/link";
import * as RadixToast from "radix-ui/toast";
import { useSyncExternalStore } from "react";
import { TONE_TEXT } from "@/components/tone";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { currentToasts, dismissToast, subscribeToasts, type Toast } from "@/components/ui/toast-store";

const ICON = { good: CircleCheck, moving: Info, bad: OctagonX } as const;
const VISIBLE_MS = 6_000;
const NONE: readonly Toast[] = [];

/** Where toasts appear; once in the console's frame. Time stands still under the pointer and while one has focus. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => NONE);
  return (
    <RadixToast.Provider label="Notification" swipeDirection="right">
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
      <RadixToast.Viewport className="fixed right-0 bottom-0 z-60 flex w-full flex-col gap-2 p-4 outline-none sm:w-100" />
    </RadixToast.Provider>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const Icon = ICON[toast.tone];
  const { action } = toast;
  return (
    <RadixToast.Root
      type={toast.tone === "bad" ? "foreground" : "background"}
      duration={toast.tone === "bad" ? Number.POSITIVE_INFINITY : VISIBLE_MS}
      onOpenChange={(open) => {
        if (!open) dismissToast(toast.id);
      }}
      className="flex animate-open items-start gap-3 rounded-panel bg-raised p-3 text-control shadow-float"
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[toast.tone])} />
      <div className="min-w-0 flex-1">
        <RadixToast.Title className="font-medium">{toast.title}</RadixToast.Title>
        {toast.description && (
          <RadixToast.Description className="text-quiet">{toast.description}</RadixToast.Description>
        )}
        {action && (
          <RadixToast.Action asChild altText={action.label}>
            {"href" in action ? (
              <Link href={action.href} className={cn(buttonClass({ size: "sm" }), "mt-2")}>
                {action.label}
              </Link>
            ) : (
              <Button size="sm" className="mt-2" onClick={action.onAction}>
                {action.label}
              </Button>
            )}
          </RadixToast.Action>
        )}
      </div>
      <RadixToast.Close
        aria-label="Dismiss"
        className={cn(buttonClass({ variant: "ghost", size: "sm", iconOnly: true }), "-mt-1 -mr-1")}
      >
        <X aria-hidden />
      </RadixToast.Close>
    </RadixToast.Root>
  );
}
