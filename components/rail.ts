/** Whether the navigation is folded; read by the console's layout, so the first paint has the right width. */
export const RAIL_COOKIE = "sp-rail";

export const isRailFolded = (value: string | undefined): boolean => value === "folded";
