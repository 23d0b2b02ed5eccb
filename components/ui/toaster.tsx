"use client";

import { CircleCheck, Info, OctagonX, X } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { TONE_TEXT } from "@/components/tone";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { currentToasts, dismissToast, subscribeToasts, type Toast } from "@/components/ui/toast-store";

const ICON = { good: CircleCheck, moving: Info, bad: OctagonX } as const;
const VISIBLE_MS = 6_000;
/** For what can be undone. */
const UNDO_MS = 10_000;
const NONE: readonly Toast[] = [];

/** Where toasts appear; once in the console's frame. Time stands still under the pointer and while one has the focus. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => NONE);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      className="fixed right-0 bottom-0 z-60 flex w-full flex-col gap-2 p-4 empty:hidden sm:w-100"
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} still={pointed || focused} />
      ))}
    </section>
  );
}

function ToastCard({ toast, still }: { toast: Toast; still: boolean }) {
  const Icon = ICON[toast.tone];
  const { action, id } = toast;
  const leftMs = useRef(action && "onAction" in action ? UNDO_MS : VISIBLE_MS);
  const stays = toast.tone === "bad" || still;
  useEffect(() => {
    if (stays) return;
    const startedMs = performance.now();
    const timer = setTimeout(() => dismissToast(id), leftMs.current);
    return () => {
      clearTimeout(timer);
      leftMs.current -= performance.now() - startedMs;
    };
  }, [id, stays]);
  return (
    <div
      role={toast.tone === "bad" ? "alert" : undefined}
      className="flex animate-open items-start gap-3 rounded-panel bg-raised p-3 text-control shadow-float"
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_TEXT[toast.tone])} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{toast.title}</p>
        {toast.description && <p className="text-quiet">{toast.description}</p>}
        {action && (
          <div className="mt-2">
            {"href" in action ? (
              <Link href={action.href} onClick={() => dismissToast(id)} className={buttonClass({ size: "sm" })}>
                {action.label}
              </Link>
            ) : (
              <Button
                size="sm"
                onClick={() => {
                  dismissToast(id);
                  action.onAction();
                }}
              >
                {action.label}
              </Button>
            )}
          </div>
        )}
      </div>
      <Button
        variant="ghost"
        size="sm"
        iconOnly
        aria-label="Dismiss"
        onClick={() => dismissToast(id)}
        className="-mt-1 -mr-1"
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
