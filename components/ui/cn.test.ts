import { expect, test } from "vitest";
import { cn } from "@/components/ui/cn";

test("a size, an alignment and a colour of text stand side by side", () => {
  expect(cn("text-label text-start text-ink")).toBe("text-label text-start text-ink");
});

test.each([
  ["text size", "text-label", "text-body"],
  ["text colour", "text-ink", "text-bad"],
  ["radius", "rounded-control", "rounded-full"],
  ["surface", "bg-raised", "bg-panel"],
  ["one side of the padding", "px-3 pl-4", "px-2"],
  ["all of the padding", "px-3 py-1", "p-0"],
  ["both lengths", "w-4 h-4", "size-6"],
  ["display", "flex", "hidden"],
  ["gap, both ways", "gap-x-3 gap-y-2", "gap-1"],
  ["overflow, both ways", "overflow-x-auto overflow-y-hidden", "overflow-visible"],
  ["weight", "font-medium", "font-normal"],
  ["border", "border", "border-0"],
  ["whitespace", "whitespace-nowrap", "whitespace-normal"],
])("the later %s wins", (_property, first, later) => {
  expect(cn(first, later)).toBe(later);
});

test.each([
  ["a narrower padding beside the wide one", "p-3 pl-8"],
  ["another state", "bg-raised hover:bg-hover"],
  ["another width of screen", "flex max-sm:hidden"],
  ["a gap across beside one down", "gap-x-3 gap-y-2"],
  ["scrolling across beside down", "overflow-x-auto overflow-y-auto"],
  ["one corner of several", "rounded-control rounded-t-none"],
  ["the edge and its colour", "border border-line border-b"],
  ["a family and a weight", "font-mono font-medium"],
  ["what it does not know", "tabular-nums grid-cols-2"],
])("%s is kept", (_case, classes) => {
  expect(cn(classes)).toBe(classes);
});

test("falsy parts are left out", () => {
  expect(cn("p-2", false, undefined, null, ["m-1"])).toBe("p-2 m-1");
});
