"use client";

import * as Slot from "radix-ui/slot";
import { type FocusEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { keepBeside } from "@/components/ui/floating";
import type { Side } from "@/components/ui/place";

/** So that the pointer may cross a row of triggers without a flicker. */
const DELAY_MS = 400;

/** Adds to what is on screen, or names an icon; never the only place of a fact, as touch has no hover. */
export function Tooltip({
  content,
  side = "top",
  children,
}: {
  content: ReactNode;
  side?: Side;
  /** One element that can take focus. */
  children: ReactNode;
}) {
  const id = useId();
  const anchor = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = useRef<() => void>(undefined);

  function show() {
    clearTimeout(timer.current);
    if (!anchor.current || !box.current || box.current.matches(":popover-open")) return;
    box.current.showPopover();
    release.current = keepBeside(anchor.current, box.current, side, "center");
  }
  function hide() {
    clearTimeout(timer.current);
    release.current?.();
    if (box.current?.matches(":popover-open")) box.current.hidePopover();
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      release.current?.();
    },
    [],
  );

  return (
    <>
      <Slot.Root
        ref={anchor}
        aria-describedby={id}
        onPointerEnter={(event) => {
          if (event.pointerType !== "touch") timer.current = setTimeout(show, DELAY_MS);
        }}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event: FocusEvent<HTMLElement>) => {
          if (event.currentTarget.matches(":focus-visible")) show();
        }}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === "Escape") hide();
        }}
      >
        {children}
      </Slot.Root>
      <div
        ref={box}
        id={id}
        role="tooltip"
        popover="manual"
        className="pointer-events-none fixed inset-auto m-0 max-w-72 rounded-control bg-ink px-2 py-1 text-canvas text-label"
      >
        {content}
      </div>
    </>
  );
}
