"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** What a page has just read is not read again while its island wakes up. */
const FRESH_MS = 2_000;

declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * Holds what islands have read. It also names the nonce under which primitives may add a style of their own, such as the
 * one that keeps the page still under a dialog; it is the document's, whatever later navigations bring.
 */
export function QueryProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(() => {
    if (typeof window !== "undefined") globalThis.__webpack_nonce__ ??= nonce;
    return new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1 } } });
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
