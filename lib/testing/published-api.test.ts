import { expect, test } from "vitest";
import type { Shape } from "@/lib/api/shape";
import { faultsOf } from "@/lib/testing/published-api";

const SERVICE: Shape = {
  sid: "sid MG",
  url: "uri",
  "usecase?": "poll|marketing|null",
  created: "date-time",
  tags: ["string", "null"],
  "links?": { $null: "null", self: "uri" },
};
const GOOD = {
  sid: `MG${"0".repeat(32)}`,
  url: "https://example.com/v1",
  usecase: null,
  created: "2026-11-30T10:00:00Z",
  tags: ["a"],
  links: null,
};

test.each<[string, unknown, string[]]>([
  ["what is as published has no fault", GOOD, []],
  ["what may be missing may", { ...GOOD, usecase: undefined, tags: null }, []],
  ["what must be there is missed", { ...GOOD, links: {} }, [".links.self is missing"]],
  ["more than is published is told", { ...GOOD, owl: 1 }, [".owl is not published"]],
  [
    "a SID of another kind is none",
    { ...GOOD, sid: `AC${"0".repeat(32)}` },
    [`.sid is "AC${"0".repeat(32)}", not sid MG`],
  ],
  [
    "milliseconds are not the wire's",
    { ...GOOD, created: "2026-11-30T10:00:00.000Z" },
    ['.created is "2026-11-30T10:00:00.000Z", not date-time'],
  ],
  ["a value that is none of them is told", { ...GOOD, usecase: "owl" }, ['.usecase is "owl", not poll|marketing|null']],
  ["null is no text", { ...GOOD, url: null }, [".url is null, not uri"]],
  ["each row of a list is looked at", { ...GOOD, tags: ["a", 1] }, [".tags[] is 1, not string"]],
  ["a text is no object", "owl", [' is "owl", not an object']],
])("%s", (_rule, value, faults) => {
  expect(faultsOf(SERVICE, JSON.parse(JSON.stringify(value)))).toEqual(faults);
});
