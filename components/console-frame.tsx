import type { ReactNode } from "react";
import { FocusHeading } from "@/components/focus-heading";
import { Toaster } from "@/components/ui/toaster";
import { ZoneProvider } from "@/components/zone-context";

/** What stands around every page: skip link, rail, bar, the page itself, and where toasts and tooltips appear. */
export function ConsoleFrame({
  navigation,
  topBar,
  zone,
  banner,
  children,
}: {
  navigation: ReactNode;
  topBar: ReactNode;
  /** IANA name; all times below are written in it. */
  zone: string;
  /** Across the page, for what must not be missed. */
  banner?: ReactNode;
  children: ReactNode;
}) {
  return (
    <ZoneProvider zone={zone}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-control bg-accent px-3 py-2 font-medium text-control text-on-fill focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        {navigation}
        <div className="flex min-w-0 flex-1 flex-col">
          {topBar}
          {banner}
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-content flex-1 px-4 py-5 outline-none sm:px-6">
            {children}
          </main>
        </div>
      </div>
      <FocusHeading />
      <Toaster />
    </ZoneProvider>
  );
}
