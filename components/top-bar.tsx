import type { ReactNode } from "react";

/** The bar over every page: whose account, which mode, how things flow, search, clock, theme, person. */
export function TopBar({
  drawer,
  account,
  mode,
  status,
  search,
  children,
}: {
  /** The `NavigationDrawer`. */
  drawer: ReactNode;
  account: ReactNode;
  /** A `ModePill`. */
  mode: ReactNode;
  /** Live state, such as a `LiveDot`. */
  status?: ReactNode;
  /** The `CommandPalette`, which brings its button. */
  search?: ReactNode;
  /** Clock, theme, person; from the left. */
  children?: ReactNode;
}) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b bg-canvas px-2 sm:px-4">
      {drawer}
      <div className="flex min-w-0 flex-1 items-center gap-3">
        <span className="min-w-0 truncate font-medium text-control">{account}</span>
        {mode}
        {status && <span className="max-md:hidden">{status}</span>}
      </div>
      {search}
      {children}
    </header>
  );
}
