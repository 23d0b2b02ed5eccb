"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { Floating } from "@/components/ui/floating";
import { Link } from "@/components/ui/link";

type MenuAction = {
  label: string;
  icon?: ReactNode;
  /** Leads elsewhere; otherwise `onSelect` acts. */
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Why it is disabled, or a shortcut. */
  hint?: ReactNode;
  /** Marks the chosen one of a set. */
  checked?: boolean;
};

export type MenuItem = "separator" | { heading: string } | MenuAction;

/** Letters typed within this time are one word. */
const TYPED_MS = 600;

/**
 * Actions on one thing, such as a row's `⋯`.
 * @source WAI-ARIA Authoring Practices, menu button: arrows, Home, End, and the first letters of an item move the focus
 */
export function Menu({
  trigger,
  label,
  items,
  align = "end",
}: {
  /** One button. */
  trigger: ReactNode;
  /** Names the menu for screen readers. */
  label: string;
  items: readonly MenuItem[];
  align?: "start" | "end";
}) {
  const typed = useRef({ text: "", atMs: 0 });

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
    const here = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
    const last = all.length - 1;
    const next = { ArrowDown: here === last ? 0 : here + 1, ArrowUp: here <= 0 ? last : here - 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      all[next]?.focus();
    } else if (event.key === "Tab") {
      event.currentTarget.hidePopover();
    } else if (event.key.length === 1 && event.key !== " " && !event.metaKey && !event.ctrlKey && !event.altKey) {
      const { text, atMs } = typed.current;
      const word = (event.timeStamp - atMs < TYPED_MS ? text : "") + event.key.toLowerCase();
      typed.current = { text: word, atMs: event.timeStamp };
      const from = word.length === 1 ? here + 1 : Math.max(here, 0);
      const order = [...all.slice(from), ...all.slice(0, from)];
      order.find((item) => item.dataset.label?.toLowerCase().startsWith(word))?.focus();
    }
  }
  return (
    <Floating
      role="menu"
      trigger={trigger}
      label={label}
      align={align}
      onKeyDown={onKeyDown}
      className="min-w-48 max-w-80 p-1"
    >
      {(close) =>
        items.map((item, place) => {
          // The list is fixed while the menu is open, so a place is a name.
          const key = typeof item === "string" || "heading" in item ? `part-${place}` : item.label;
          if (item === "separator") return <hr key={key} className="-mx-1 my-1 border-0 border-t" />;
          if ("heading" in item) {
            return (
              <p key={key} className="px-2 pt-1.5 pb-1 text-label text-quiet">
                {item.heading}
              </p>
            );
          }
          return <MenuEntry key={key} action={item} close={close} />;
        })
      }
    </Floating>
  );
}

function MenuEntry({ action, close }: { action: MenuAction; close: () => void }) {
  const content = (
    <>
      {action.icon}
      <span className="flex-1">{action.label}</span>
      {action.hint && <span className="text-label text-quiet">{action.hint}</span>}
      {action.checked && <span aria-hidden>✓</span>}
    </>
  );
  const shared = {
    role: action.checked === undefined ? "menuitem" : "menuitemradio",
    "aria-checked": action.checked,
    tabIndex: -1,
    "data-label": action.label,
    // The pointer moves the focus, so that there is one highlight and not two.
    onPointerMove: (event: { currentTarget: HTMLElement }) => event.currentTarget.focus({ preventScroll: true }),
    className: cn(
      "flex min-h-8 w-full select-none items-center gap-2 rounded-control px-2 text-start outline-none pointer-coarse:min-h-11",
      "focus:bg-hover aria-disabled:cursor-default aria-disabled:opacity-50",
      "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet",
      action.danger && "text-bad [&_svg]:text-bad",
    ),
  };
  if (action.href && !action.disabled) {
    return (
      <Link href={action.href} onClick={close} {...shared}>
        {content}
      </Link>
    );
  }
  return (
    <button
      type="button"
      aria-disabled={action.disabled || undefined}
      onClick={() => {
        if (action.disabled) return;
        close();
        action.onSelect?.();
      }}
      {...shared}
    >
      {content}
    </button>
  );
}
