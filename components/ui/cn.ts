import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";

const any = () => true;

/** `p`, `px`, `pt` … : the longer name is the narrower one. */
const SIDES = ["", "x", "y", "t", "r", "b", "l"] as const;
const sides = (stem: string) => Object.fromEntries(SIDES.map((side) => [stem + side, [{ [stem + side]: [any] }]]));
const sideConflicts = (stem: string) => ({
  [stem]: SIDES.slice(1).map((side) => stem + side),
  [`${stem}x`]: [`${stem}l`, `${stem}r`],
  [`${stem}y`]: [`${stem}t`, `${stem}b`],
});

/**
 * Only what callers may set on top of a component: room, size, place, type, surface. Tailwind-merge's own table knows all
 * of Tailwind and costs every page 6 kB. A class that is in no group is kept.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    display: ["block", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid", "hidden", "contents"],
    position: ["static", "relative", "absolute", "fixed", "sticky"],
    ...sides("p"),
    ...sides("m"),
    gap: [{ gap: [any] }],
    gapX: [{ "gap-x": [any] }],
    gapY: [{ "gap-y": [any] }],
    size: [{ size: [any] }],
    w: [{ w: [any] }],
    h: [{ h: [any] }],
    minW: [{ "min-w": [any] }],
    maxW: [{ "max-w": [any] }],
    minH: [{ "min-h": [any] }],
    maxH: [{ "max-h": [any] }],
    top: [{ top: [any] }],
    right: [{ right: [any] }],
    bottom: [{ bottom: [any] }],
    left: [{ left: [any] }],
    items: [{ items: [any] }],
    justify: [{ justify: [any] }],
    textSize: [{ text: ["label", "control", "body", "lead", "title", "tile"] }],
    textAlign: [{ text: ["start", "center", "end"] }],
    textColour: [{ text: [any] }],
    fontFamily: [{ font: ["sans", "mono"] }],
    fontWeight: [{ font: ["normal", "medium", "semibold"] }],
    whitespace: [{ whitespace: [any] }],
    overflow: [{ overflow: [any] }],
    overflowX: [{ "overflow-x": [any] }],
    overflowY: [{ "overflow-y": [any] }],
    background: [{ bg: [any] }],
    borderWidth: ["border", { border: ["0", "2"] }],
    borderSide: [{ border: ["t", "r", "b", "l"] }],
    borderColour: [{ border: ["line", "input", "accent", "bad", "transparent"] }],
    rounded: [{ rounded: ["chip", "control", "panel", "full", "none"] }],
  },
  conflictingClassGroups: {
    ...sideConflicts("p"),
    ...sideConflicts("m"),
    size: ["w", "h"],
    gap: ["gapX", "gapY"],
    overflow: ["overflowX", "overflowY"],
  },
  conflictingClassGroupModifiers: {},
  postfixLookupClassGroups: [],
  orderSensitiveModifiers: ["before", "after", "placeholder", "first-letter", "first-line", "marker", "selection"],
}));

/** Joins class names; where two set the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
