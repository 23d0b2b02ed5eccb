import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { CommandPalette } from "@/components/command-palette";
import { ConsoleFrame } from "@/components/console-frame";
import { ModePill } from "@/components/mode-pill";
import { Navigation, NavigationDrawer } from "@/components/navigation";
import { isRailFolded, RAIL_COOKIE } from "@/components/rail";
import { Shortcuts } from "@/components/shortcuts";
import { THEME_COOKIE, themeFromCookie } from "@/components/theme";
import { ThemeToggle } from "@/components/theme-toggle";
import { TopBar } from "@/components/top-bar";
import { ZONE_COOKIE, zoneFromCookie } from "@/components/zone";
import { ZoneSwitch } from "@/components/zone-switch";
import { sessionCtx } from "@/lib/console/session";
import { PersonMenu } from "./person-menu";
import { FINDERS, GO, GROUPS, PALETTE } from "./places";
import { QueryProvider } from "./query-provider";

/**
 * The frame of every page. It asks who is signed in to name the account, and so that a first visit is redirected before
 * anything is sent; the guard is in the pages, as a layout is not run again on the way from one to the next.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { account, operator } = await sessionCtx();
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return (
    <QueryProvider nonce={sent.get("x-nonce") ?? undefined}>
      <ConsoleFrame
        zone={zoneFromCookie(jar.get(ZONE_COOKIE)?.value)}
        navigation={<Navigation groups={GROUPS} initialFolded={isRailFolded(jar.get(RAIL_COOKIE)?.value)} />}
        topBar={
          <TopBar
            drawer={<NavigationDrawer groups={GROUPS} />}
            account={account.friendlyName}
            // The simulated carrier is the only one there is.
            mode={<ModePill mode="simulator" />}
            search={<CommandPalette entries={PALETTE} finders={FINDERS} />}
          >
            <span className="max-sm:hidden">
              <ZoneSwitch />
            </span>
            <ThemeToggle initial={themeFromCookie(jar.get(THEME_COOKIE)?.value)} />
            <PersonMenu email={operator.email} />
          </TopBar>
        }
      >
        {children}
      </ConsoleFrame>
      <Shortcuts go={GO} />
    </QueryProvider>
  );
}
