import { expect, test } from "vitest";
import { countText, shareText, shortCountText } from "@/components/number-text";

test("counts are grouped", () => {
  expect(countText(1_234_567)).toBe("1,234,567");
  expect(shortCountText(12_431)).toBe("12.4K");
});

test.each([
  ["nothing at all is said so, not shown as zero", 0, 0, "no messages"],
  ["under 30 counts say more than per cent", 28, 29, "28 of 29"],
  ["from 30 on per cent", 15, 30, "50.0 %"],
  ["almost all never reads as all", 99_999, 100_000, "99.9 %"],
  ["all is all", 100, 100, "100.0 %"],
])("%s", (_rule, part, whole, expected) => {
  expect(shareText(part, whole)).toBe(expected);
});
