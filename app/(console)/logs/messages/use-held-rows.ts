"use client";

import { type HTMLAttributes, type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Scrolled further than this, the newest rows are out of sight. */
const TOP_PX = 120;

/** What may keep the rows still. */
const IDLE = { pointer: false, focus: false, scroll: false, selection: false, peek: false };

/**
 * Keeps live rows still while somebody works on them: under the pointer, with the focus among them, scrolled down,
 * while text is selected or a message is peeked at. The row that is on top at that moment stays there.
 * @param first  id of the row that is on top now
 * @returns `top`, the id that is held on top; `release`, which lets the new rows in; `around`, for the element around the
 *   rows; `peeking`, to be told when a message is opened beside them
 */
export function useHeldRows(first: RefObject<string | undefined>): {
  top: string | undefined;
  release: () => void;
  peeking: (on: boolean) => void;
  around: HTMLAttributes<HTMLElement>;
} {
  const [top, setTop] = useState<string>();
  const busy = useRef(IDLE);

  const note = useCallback(
    (what: keyof typeof IDLE, on: boolean) => {
      if (busy.current[what] === on) return;
      busy.current = { ...busy.current, [what]: on };
      if (Object.values(busy.current).some(Boolean)) setTop((held) => held ?? first.current);
      else setTop(undefined);
    },
    [first],
  );

  useEffect(() => {
    const onScroll = () => note("scroll", window.scrollY > TOP_PX);
    const onSelect = () => note("selection", document.getSelection()?.isCollapsed === false);
    window.addEventListener("scroll", onScroll, { passive: true });
    document.addEventListener("selectionchange", onSelect);
    onScroll();
    return () => {
      window.removeEventListener("scroll", onScroll);
      document.removeEventListener("selectionchange", onSelect);
    };
  }, [note]);

  return {
    top,
    release() {
      busy.current = IDLE;
      setTop(undefined);
      window.scrollTo({ top: 0 });
    },
    peeking: (on) => note("peek", on),
    around: {
      onPointerEnter: (event) => event.pointerType === "mouse" && note("pointer", true),
      onPointerLeave: () => note("pointer", false),
      onFocus: () => note("focus", true),
      onBlur: (event) => note("focus", event.currentTarget.contains(event.relatedTarget)),
    },
  };
}
