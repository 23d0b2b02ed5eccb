import { expect, test } from "vitest";
import { addShortcut, currentShortcuts, type Shortcut, sequenceReader } from "@/components/shortcut-store";

const shortcut = (keys: string): Shortcut => ({ keys, label: keys, run: () => {} });
const ALL = ["g m", "g h", "?", "mod+k"].map(shortcut);

const reader = (single = true) => {
  const read = sequenceReader(
    () => ALL,
    () => single,
  );
  return (key: string, atMs = 0, mod = false) => read({ key, mod, atMs })?.keys;
};

test("two keys in a row make one shortcut", () => {
  const press = reader();
  expect(press("g", 0)).toBeUndefined();
  expect(press("m", 900)).toBe("g m");
});

test("the second key comes too late after a second", () => {
  const press = reader();
  press("g", 0);
  expect(press("m", 1_001)).toBeUndefined();
});

test("a key that continues nothing is read as a beginning", () => {
  const press = reader();
  press("g", 0);
  expect(press("?", 100)).toBe("?");
  expect(press("h", 200)).toBeUndefined();
});

test("switched off, single letters rest and ⌘K still works", () => {
  const press = reader(false);
  expect(press("?")).toBeUndefined();
  expect(press("k", 0, true)).toBe("mod+k");
});

test("⌘G is not g", () => {
  const press = reader();
  press("g", 0, true);
  expect(press("m", 100)).toBeUndefined();
});

test("the later of two with the same keys answers, and leaving gives them back", () => {
  const [page, panel] = [shortcut("c"), shortcut("c")];
  const read = sequenceReader(currentShortcuts, () => true);
  const [leavePage, leavePanel] = [addShortcut(page), addShortcut(panel)];
  expect(read({ key: "c", mod: false, atMs: 0 })).toBe(panel);
  leavePanel();
  expect(read({ key: "c", mod: false, atMs: 0 })).toBe(page);
  leavePage();
  expect(currentShortcuts()).toEqual([]);
});
