"use client";

import { type ComponentProps, useEffect, useRef } from "react";

/**
 * Frames a table. While the table is wider than its frame, the frame scrolls sideways; when it fits, the frame steps
 * aside (`data-fits`), so that the head can stay under the top bar while the page scrolls. A frame that scrolls can be
 * reached by key; one that does not is no stop on the way.
 */
export function TableFrame({ children, ...rest }: ComponentProps<"div">) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    const table = element?.firstElementChild;
    if (!element || !table) return;
    const observer = new ResizeObserver(() => {
      const fits = table.scrollWidth <= element.clientWidth;
      element.toggleAttribute("data-fits", fits);
      if (fits && element.scrollHeight <= element.clientHeight) element.removeAttribute("tabindex");
      else element.tabIndex = 0;
    });
    observer.observe(element);
    observer.observe(table);
    return () => observer.disconnect();
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this names what scrolls.
    <div ref={frame} role="group" {...rest}>
      {children}
    </div>
  );
}
