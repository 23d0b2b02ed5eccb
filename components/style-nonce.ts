"use client";

declare global {
  interface Window {
    /** Read by the scroll lock of dialogs and menus, which adds a style element of its own. */
    __webpack_nonce__?: string;
  }
}

/** Lets the scroll lock of dialogs and menus through a Content-Security-Policy: it takes the nonce of the page's scripts. */
if (typeof window !== "undefined") {
  window.__webpack_nonce__ ??= document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
}

export {};
