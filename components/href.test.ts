import { expect, test } from "vitest";
import { hrefWith } from "@/components/href";

test.each([
  ["a change keeps the rest", { range: "24h" }, { status: "failed" }, "/logs?range=24h&status=failed"],
  ["null removes", { range: "24h", status: "failed" }, { status: null }, "/logs?range=24h"],
  ["nothing left is the bare path", { status: "failed" }, { status: null }, "/logs"],
  ["a list repeats its key", {}, { status: ["failed", "sent"] }, "/logs?status=failed&status=sent"],
  ["the cursor is dropped, as the rows are others", { page: "PA1" }, { status: "sent" }, "/logs?status=sent"],
  ["unless it is what changes", { status: "sent" }, { page: "PA2" }, "/logs?status=sent&page=PA2"],
  ["values are escaped", {}, { from: "+1 415" }, "/logs?from=%2B1+415"],
])("%s", (_rule, params, changes, expected) => {
  expect(hrefWith("/logs", params, changes)).toBe(expected);
});
