/** What the operator chose; `system` follows the device and is the absence of the cookie. */
export type Theme = "system" | "light" | "dark";

/** Read by the root layout before the first byte is sent, so the page is never painted in the wrong theme. */
export const THEME_COOKIE = "sp-theme";

/** @returns the theme a cookie value stands for; anything unknown is `system` */
export function themeFromCookie(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
