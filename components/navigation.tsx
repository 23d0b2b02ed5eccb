"use client";

import { Menu as MenuIcon, PanelLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Logo } from "@/components/logo";
import { RAIL_COOKIE } from "@/components/rail";
import { remember } from "@/components/remember";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { SidePanel } from "@/components/ui/side-panel";
import { Tooltip } from "@/components/ui/tooltip";
import { useShortcut } from "@/components/use-shortcut";

export type NavigationItem = {
  href: string;
  label: string;
  icon: ReactNode;
  /** The item is current below this path; `href` without it. */
  below?: string;
};

export type NavigationGroup = {
  /** Above the items: "Monitor". The first and the last group have none. */
  label?: string;
  items: readonly NavigationItem[];
};

/** The rail at the left: 232 px, folded to icons with `[`. Below 900 px `NavigationDrawer` stands in for it. */
export function Navigation({
  groups,
  initialFolded,
}: {
  groups: readonly NavigationGroup[];
  /** From the cookie, so that the first paint has the right width. */
  initialFolded: boolean;
}) {
  const [folded, setFolded] = useState(initialFolded);
  function fold() {
    setFolded(!folded);
    remember(RAIL_COOKIE, folded ? null : "folded");
  }
  useShortcut("[", "Fold or unfold the navigation", fold);
  return (
    <aside
      className={cn("sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-panel nav:flex", folded ? "w-14" : "w-58")}
    >
      <div className={cn("flex h-12 items-center", folded ? "justify-center" : "px-4")}>
        <Brand folded={folded} />
      </div>
      <NavigationList groups={groups} folded={folded} />
      <div className={cn("flex p-2", folded ? "justify-center" : "justify-end")}>
        <Tooltip
          side="right"
          content={
            <span className="flex items-center gap-2">
              {folded ? "Unfold" : "Fold"} <Kbd keys="[" className="opacity-80" />
            </span>
          }
        >
          <Button
            variant="ghost"
            size="sm"
            iconOnly
            aria-label={folded ? "Unfold navigation" : "Fold navigation"}
            aria-expanded={!folded}
            onClick={fold}
          >
            <PanelLeft aria-hidden />
          </Button>
        </Tooltip>
      </div>
    </aside>
  );
}

/** The same navigation on small screens: a button in the bar that opens it from the left. */
export function NavigationDrawer({ groups }: { groups: readonly NavigationGroup[] }) {
  const [open, setOpen] = useState(false);
  return (
    <SidePanel
      side="left"
      size="drawer"
      open={open}
      onOpenChange={setOpen}
      title={<Brand folded={false} />}
      trigger={
        <Button variant="ghost" iconOnly aria-label="Open navigation" className="nav:hidden">
          <MenuIcon aria-hidden />
        </Button>
      }
    >
      <div className="-mx-2">
        <NavigationList groups={groups} folded={false} onFollow={() => setOpen(false)} />
      </div>
    </SidePanel>
  );
}

function Brand({ folded }: { folded: boolean }) {
  return (
    <span className="flex items-center gap-2 font-semibold text-body">
      <Logo className="size-5" />
      <span className={folded ? "sr-only" : undefined}>Senderpool</span>
    </span>
  );
}

function NavigationList({
  groups,
  folded,
  onFollow,
}: {
  groups: readonly NavigationGroup[];
  folded: boolean;
  onFollow?: () => void;
}) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-2">
      {groups.map((group, place) => (
        <div key={group.label ?? group.items[0]?.href} className={place > 0 && !group.label ? "border-t pt-4" : ""}>
          {group.label && (
            <p className={cn("px-2 pb-1 font-medium text-label text-quiet", folded && "sr-only")}>{group.label}</p>
          )}
          <ul className="flex flex-col gap-px">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavigationLink item={item} current={isCurrent(item, path)} folded={folded} onFollow={onFollow} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavigationLink({
  item,
  current,
  folded,
  onFollow,
}: {
  item: NavigationItem;
  current: boolean;
  folded: boolean;
  onFollow?: () => void;
}) {
  const link = (
    <Link
      href={item.href}
      onClick={onFollow}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-control px-2 text-control transition-colors pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0",
        folded && "justify-center",
        current
          ? "bg-canvas font-medium text-ink ring-1 ring-line [&_svg]:text-accent"
          : "text-quiet hover:bg-hover hover:text-ink",
      )}
    >
      {item.icon}
      <span className={folded ? "sr-only" : undefined}>{item.label}</span>
    </Link>
  );
  return folded ? (
    <Tooltip side="right" content={item.label}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}

function isCurrent(item: NavigationItem, path: string): boolean {
  const below = item.below ?? item.href;
  return path === item.href || path === below || (below !== "/" && path.startsWith(`${below}/`));
}
