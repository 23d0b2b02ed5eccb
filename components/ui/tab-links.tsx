"use client";

import { usePathname } from "next/navigation";
import { countText } from "@/components/number-text";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

/** Tabs that have an address each, so they are links in a navigation: back works, a tab can be sent to a colleague. */
export function TabLinks({
  label,
  tabs,
  current,
}: {
  /** Names the navigation for screen readers, such as "Service". */
  label: string;
  tabs: readonly { href: string; label: string; count?: number }[];
  /** The current tab's `href`, where the path alone does not tell it. */
  current?: string;
}) {
  const path = usePathname();
  const here = current ?? path;
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-5">
        {tabs.map((tab) => {
          const isHere = tab.href === here;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={isHere ? "page" : undefined}
                // On a phone the current tab may lie beyond the edge.
                ref={isHere ? showSideways : undefined}
                className={cn(
                  "flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-control transition-colors",
                  "pointer-coarse:h-11 focus-visible:-outline-offset-2",
                  isHere ? "border-accent font-medium text-ink" : "text-quiet hover:text-ink",
                )}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="text-label text-quiet tabular-nums">{countText(tab.count)}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const showSideways = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
