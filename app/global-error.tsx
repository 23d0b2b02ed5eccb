"use client";

import { useSyncExternalStore } from "react";
import { THEME_COOKIE, themeFromCookie } from "@/components/theme";
import "./globals.css";

const readTheme = () => {
  const theme = themeFromCookie(new RegExp(`(?:^|; )${THEME_COOKIE}=(\\w+)`).exec(document.cookie)?.[1]);
  return theme === "system" ? undefined : theme;
};

/** The look of a primary button. This file is part of every page, so it takes no component along. */
const BUTTON =
  "h-8 rounded-control bg-accent px-3 font-medium text-control text-on-fill hover:bg-accent-hover pointer-coarse:min-h-11";

/** Stands in for everything when even the root layout failed, so it brings its own document and theme. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const theme = useSyncExternalStore(
    () => () => {},
    readTheme,
    () => undefined,
  );
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <title>Could not load · Senderpool</title>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
          <h1 className="font-semibold text-title">The console could not load</h1>
          <p className="text-body text-quiet">
            Messages are not affected: the gateway sends on its own. Try again, and look into the console's log if it
            repeats.
          </p>
          {digest && <p className="font-mono text-label text-quiet">Log reference {digest}</p>}
          <button type="button" onClick={() => retry()} className={BUTTON}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
