import { expect, test } from "vitest";
import { cn } from "@/components/ui/cn";

test("a size and a colour of text stand side by side", () => {
  expect(cn("text-label text-ink")).toBe("text-label text-ink");
});

test("the later of two sizes, colours or radii wins", () => {
  expect(cn("text-label", "text-body")).toBe("text-body");
  expect(cn("text-ink", "text-bad")).toBe("text-bad");
  expect(cn("rounded-control", "rounded-full")).toBe("rounded-full");
});

test("falsy parts are left out", () => {
  expect(cn("p-2", false, undefined, null, ["m-1"])).toBe("p-2 m-1");
});
