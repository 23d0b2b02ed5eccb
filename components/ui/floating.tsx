"use client";

import * as Slot from "radix-ui/slot";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "@/components/ui/cn";
import { type Align, placeBeside, type Side } from "@/components/ui/place";

/** The surface of what opens over the page. */
const floatClass =
  "fixed inset-auto m-0 animate-open rounded-panel bg-raised text-control text-ink shadow-float outline-none";

const FIRST_FOCUS = "[data-first-focus], input:not([type=hidden]), select, textarea, button, a[href]";

/** Puts `floating` beside `anchor`, and keeps it there while anything scrolls. @returns what ends that */
export function keepBeside(anchor: Element, floating: HTMLElement, side: Side, align: Align): () => void {
  function place() {
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const size = { width: floating.offsetWidth, height: floating.offsetHeight };
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), size, view, side, align);
    floating.style.left = `${left}px`;
    floating.style.top = `${top}px`;
  }
  place();
  const observer = new ResizeObserver(place);
  observer.observe(floating);
  window.addEventListener("scroll", place, { capture: true, passive: true });
  window.addEventListener("resize", place);
  return () => {
    observer.disconnect();
    window.removeEventListener("scroll", place, { capture: true });
    window.removeEventListener("resize", place);
  };
}

/**
 * A button and what it opens: the platform's popover, which lies over everything, closes on Escape and on a click
 * beside it, and gives the focus back. What is inside is rendered only while it is open.
 */
export function Floating({
  trigger,
  role,
  label,
  align,
  open: wanted,
  onOpenChange,
  onKeyDown,
  className,
  children,
}: {
  /** One button. */
  trigger: ReactNode;
  role: "dialog" | "menu";
  label: string;
  align: Align;
  /** Leave out to let it open and close by itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const close = () => box.current?.hidePopover();

  useEffect(() => {
    if (wanted === undefined || !box.current || wanted === box.current.matches(":popover-open")) return;
    if (wanted) box.current.showPopover({ source: button.current ?? undefined });
    else box.current.hidePopover();
  }, [wanted]);
  usePlacement(open, button, box, align);

  return (
    <>
      <Slot.Root ref={button} popoverTarget={id} aria-haspopup={role} aria-expanded={open} aria-controls={id}>
        {trigger}
      </Slot.Root>
      {/* biome-ignore-start lint/a11y: the role is one of two that may have a name and take keys. */}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={role}
        aria-label={label}
        tabIndex={-1}
        // Before it is shown, so that it has its size when it is placed and its first control when it takes the focus.
        onBeforeToggle={(event) => {
          if (event.target === event.currentTarget && event.newState === "open") flushSync(() => setOpen(true));
        }}
        onToggle={(event) => {
          if (event.target !== event.currentTarget) return;
          const isOpen = event.newState === "open";
          if (isOpen) (event.currentTarget.querySelector<HTMLElement>(FIRST_FOCUS) ?? event.currentTarget).focus();
          else setOpen(false);
          onOpenChange?.(isOpen);
        }}
        onKeyDown={onKeyDown}
        className={cn(floatClass, className)}
      >
        {open && (typeof children === "function" ? children(close) : children)}
      </div>
      {/* biome-ignore-end lint/a11y: as above. */}
    </>
  );
}

function usePlacement(
  open: boolean,
  anchor: RefObject<HTMLElement | null>,
  floating: RefObject<HTMLElement | null>,
  align: Align,
) {
  useEffect(() => {
    if (!open || !anchor.current || !floating.current) return;
    return keepBeside(anchor.current, floating.current, "bottom", align);
  }, [open, anchor, floating, align]);
}
