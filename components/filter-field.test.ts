import { expect, test } from "vitest";
import { type FilterField, type FindRule, filterText, findFilter, valuesOf } from "@/components/filter-field";

const STATUS: FilterField = {
  key: "status",
  label: "Status",
  kind: "choice",
  options: [
    { value: "failed", label: "Failed" },
    { value: "sent", label: "Sent, no receipt yet" },
  ],
};

test("a chip names the options, and a value it does not know by itself", () => {
  expect(filterText(STATUS, ["failed", "sent"])).toBe("Failed or Sent, no receipt yet");
  expect(filterText(STATUS, ["lost"])).toBe("lost");
});

test("an absent and an empty parameter are no filter", () => {
  expect(valuesOf({}, "status")).toEqual([]);
  expect(valuesOf({ status: "" }, "status")).toEqual([]);
  expect(valuesOf({ status: ["failed", "sent"] }, "status")).toEqual(["failed", "sent"]);
});

const RULES: FindRule[] = [
  { pattern: "(SM|MM)[0-9a-f]{32}", key: "sid" },
  { pattern: "\\+?\\d{7,15}", key: "to", compact: true },
  { pattern: "\\d{5}", key: "error" },
];

test.each([
  ["a SID", ` SM${"0".repeat(32)} `, { key: "sid", value: `SM${"0".repeat(32)}` }],
  ["a number as people write it", "+1 (415) 555-0134", { key: "to", value: "+14155550134" }],
  ["an error code", "30034", { key: "error", value: "30034" }],
  ["half a SID", "SM123", undefined],
])("%s makes the right filter", (_case, text, expected) => {
  expect(findFilter(text, RULES)).toEqual(expected);
});
