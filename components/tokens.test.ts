import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The tokens as they stand in the stylesheet, so that a colour changed there is measured here. */
const CSS = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");

type Rgb = readonly [number, number, number];
type Theme = "light" | "dark";

const hexToRgb = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

function colour(value: string): Rgb {
  const mix = /^color-mix\(in srgb, (#[0-9a-f]{6}) (\d+)%, (#[0-9a-f]{6})\)$/i.exec(value);
  if (!mix) {
    expect(value).toMatch(/^#[0-9a-f]{6}$/i);
    return hexToRgb(value);
  }
  const [, over = "", percent, under = ""] = mix;
  const share = Number(percent) / 100;
  const [top, bottom] = [hexToRgb(over), hexToRgb(under)];
  return top.map((channel, at) => channel * share + bottom[at]! * (1 - share)) as unknown as Rgb;
}

function token(name: string, theme: Theme): Rgb {
  const found = new RegExp(
    `--color-${name}: light-dark\\(\\s*(#[0-9a-f]{6}),\\s*(#[0-9a-f]{6}|color-mix\\([^)]*\\))\\s*\\);`,
    "i",
  ).exec(CSS);
  if (!found) throw new Error(`no token --color-${name}`);
  return colour(found[theme === "light" ? 1 : 2]!);
}

/** @source IEC 61966-2-1 (sRGB) */
function toLinear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** @source WCAG 2.2, relative luminance */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(toLinear) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @source WCAG 2.2, contrast ratio */
function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const THEMES: readonly Theme[] = ["light", "dark"];
const SURFACES = ["canvas", "panel", "raised", "hover"];
const TONES = ["good", "moving", "quiet", "warn", "bad"];
const FILLS = ["delivered", "sent", "waiting", "undelivered", "failed"].map((fill) => `chart-${fill}`);

const pairs = (names: readonly string[], grounds: readonly string[]) =>
  THEMES.flatMap((theme) => names.flatMap((name) => grounds.map((ground) => [theme, name, ground] as const)));

describe("text reaches 4.5:1", () => {
  test.each(pairs(["ink", "accent", ...TONES], SURFACES))("%s: %s on %s", (theme, name, ground) => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(
    pairs(TONES, []).concat(TONES.flatMap((tone) => THEMES.map((theme) => [theme, tone, `${tone}-tint`] as const))),
  )("%s: %s on its tint %s", (theme, name, ground) => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(["ink"], [...TONES.map((tone) => `${tone}-tint`), "accent-tint"]))(
    "%s: %s on %s",
    (theme, name, ground) => {
      expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(pairs(["on-fill"], ["accent", "accent-hover"]))("%s: %s on %s", (theme, name, ground) => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(["quiet", "accent"], ["accent-tint"]))("%s: %s on %s", (theme, name, ground) => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
});

describe("what is drawn reaches 3:1", () => {
  test.each([
    ...pairs([...FILLS, "accent"], ["canvas", "panel"]),
    // An input is filled with canvas wherever it stands.
    ...pairs(["input"], ["canvas"]),
  ])("%s: %s on %s", (theme, name, ground) => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

/** @source Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB */
const BLINDNESS: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  red: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  green: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  blue: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenBy(kind: string, rgb: Rgb): Rgb {
  const linear = rgb.map(toLinear) as unknown as Rgb;
  return BLINDNESS[kind]!.map((row) =>
    Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])),
  ) as unknown as Rgb;
}

/** @source CIE 1976 L*a*b*, D65, from linear sRGB */
function toLab([red, green, blue]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe("any two chart fills stay apart (CIE76 ≥ 15) for eyes without", () => {
  test.each(THEMES.flatMap((theme) => Object.keys(BLINDNESS).map((kind) => [theme, kind] as const)))(
    "%s theme, %s",
    (theme, kind) => {
      const seen = FILLS.map((fill) => toLab(seenBy(kind, token(fill, theme))));
      const distances = seen.flatMap((one, at) =>
        seen.slice(at + 1).map((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])),
      );
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(15);
    },
  );
});
