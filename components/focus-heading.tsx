"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** After a navigation the focus goes to the new page's heading, so that a screen reader says where one is. */
export function FocusHeading() {
  const path = usePathname();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [path]);
  return null;
}
