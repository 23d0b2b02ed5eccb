import { expect, test } from "vitest";
import { placeBeside } from "@/components/ui/place";

const VIEW = { width: 1000, height: 600 };
const FLOATING = { width: 200, height: 100 };
const anchor = (left: number, top: number) => ({ left, top, width: 80, height: 32 });

test.each([
  ["below, at its start", anchor(100, 100), "bottom", "start", { left: 100, top: 136 }],
  ["below, at its end", anchor(300, 100), "bottom", "end", { left: 180, top: 136 }],
  ["below, in its middle", anchor(300, 100), "bottom", "center", { left: 240, top: 136 }],
  ["above where below has no room", anchor(100, 540), "bottom", "start", { left: 100, top: 436 }],
  ["below where above has no room", anchor(100, 10), "top", "start", { left: 100, top: 46 }],
  ["never past the right edge", anchor(950, 100), "bottom", "start", { left: 792, top: 136 }],
  ["never past the left edge", anchor(20, 100), "bottom", "end", { left: 8, top: 136 }],
  ["at the right, level with the middle", anchor(0, 100), "right", "center", { left: 84, top: 66 }],
] as const)("%s", (_rule, at, side, align, expected) => {
  expect(placeBeside(at, FLOATING, VIEW, side, align)).toEqual(expected);
});
