"use client";

import Link from "next/link";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type MenuItem =
  | "separator"
  | { heading: string }
  | {
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

/** The surface of what opens over the page: menus, popovers, tooltips with content. */
export const floatClass = "z-50 animate-open rounded-panel bg-raised text-control text-ink shadow-float";

const itemClass = cn(
  "flex min-h-8 w-full select-none items-center gap-2 rounded-control px-2 outline-none pointer-coarse:min-h-11",
  "data-[highlighted]:bg-hover data-[disabled]:cursor-default data-[disabled]:opacity-50",
  "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet",
);

/** Actions on one thing, such as a row's `⋯`. */
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
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={cn(floatClass, "min-w-48 max-w-80 p-1")}
        >
          {items.map((item, index) => {
            // The list is fixed while the menu is open, so a place is a name.
            const key = typeof item === "string" || "heading" in item ? `part-${index}` : item.label;
            if (item === "separator") return <RadixMenu.Separator key={key} className="-mx-1 my-1 h-px bg-line" />;
            if ("heading" in item) {
              return (
                <RadixMenu.Label key={key} className="px-2 pt-1.5 pb-1 text-label text-quiet">
                  {item.heading}
                </RadixMenu.Label>
              );
            }
            const content = (
              <>
                {item.icon}
                <span className="flex-1">{item.label}</span>
                {item.hint && <span className="text-label text-quiet">{item.hint}</span>}
                {item.checked && <span aria-hidden>✓</span>}
              </>
            );
            const className = cn(itemClass, item.danger && "text-bad [&_svg]:text-bad");
            return item.href ? (
              <RadixMenu.Item key={key} asChild disabled={item.disabled} className={className}>
                <Link href={item.href}>{content}</Link>
              </RadixMenu.Item>
            ) : (
              <RadixMenu.Item key={key} disabled={item.disabled} onSelect={item.onSelect} className={className}>
                {content}
              </RadixMenu.Item>
            );
          })}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}
