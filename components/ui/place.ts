export type Align = "start" | "center" | "end";
export type Side = "bottom" | "top" | "right";

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

/** Room between the two, and between what floats and the edge of the window; px. */
const GAP = 4;
const EDGE = 8;

/**
 * Where something that floats goes beside what it belongs to, within the window. When the wanted side has no room, the
 * other one is taken if it has more.
 * @returns left and top of the floating box, px in the window
 */
export function placeBeside(
  anchor: Box,
  floating: Size,
  view: Size,
  side: Side,
  align: Align,
): { left: number; top: number } {
  const within = (at: number, size: number, room: number) => Math.max(EDGE, Math.min(at, room - size - EDGE));
  if (side === "right") {
    const middle = anchor.top + (anchor.height - floating.height) / 2;
    return {
      left: within(anchor.left + anchor.width + GAP, floating.width, view.width),
      top: within(middle, floating.height, view.height),
    };
  }
  const above = anchor.top - GAP - EDGE;
  const below = view.height - (anchor.top + anchor.height) - GAP - EDGE;
  const wantsBelow =
    side === "bottom" ? floating.height <= below || below >= above : floating.height > above && below > above;
  const left = {
    start: anchor.left,
    center: anchor.left + (anchor.width - floating.width) / 2,
    end: anchor.left + anchor.width - floating.width,
  }[align];
  return {
    left: within(left, floating.width, view.width),
    top: within(
      wantsBelow ? anchor.top + anchor.height + GAP : anchor.top - GAP - floating.height,
      floating.height,
      view.height,
    ),
  };
}
