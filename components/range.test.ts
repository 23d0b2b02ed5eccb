import { expect, test } from "vitest";
import { fixedRangeParams, rangeFromParams } from "@/components/range";

const NOW = new Date("2026-05-03T12:00:00Z");

test("a named range ends now", () => {
  expect(rangeFromParams({ range: "1h" }, NOW, "24h")).toEqual({
    key: "1h",
    since: new Date("2026-05-03T11:00:00Z"),
    until: NOW,
  });
});

test("two ends are a fixed range and win over a name", () => {
  const range = rangeFromParams(
    { range: "1h", since: "2026-05-01T00:00:00Z", until: "2026-05-02T00:00:00Z" },
    NOW,
    "24h",
  );
  expect(range.key).toBe("custom");
  expect(range.until).toEqual(new Date("2026-05-02T00:00:00Z"));
});

test.each([
  ["an unknown name", { range: "9y" }],
  ["a name of Object's", { range: "toString" }],
  ["a date that is none", { since: "yesterday" }],
  ["ends in the wrong order", { since: "2026-05-02T00:00:00Z", until: "2026-05-01T00:00:00Z" }],
  ["a repeated name", { range: ["1h", "6h"] }],
])("%s falls back", (_case, params) => {
  expect(rangeFromParams(params, NOW, "24h").key).toBe("24h");
});

test("a copied link reads back as the same stretch", () => {
  const range = rangeFromParams({ range: "6h" }, NOW, "24h");
  const { since, until } = fixedRangeParams(range);
  const tomorrow = new Date("2026-05-04T12:00:00Z");
  expect(rangeFromParams({ since, until }, tomorrow, "24h")).toEqual({ ...range, key: "custom" });
});
