import { expect, test } from "vitest";
import { createMediaLinks, linkCode, linkIn, linkPath } from "@/lib/domain/media-link";

const { write, read } = createMediaLinks("a secret of sixteen or more characters");
const OWL = { accountId: "0190a000-0000-7000-8000-000000000001", id: "0190a000-0000-7000-8000-000000000002" };
const NOON = new Date("2026-05-03T12:00:00Z");
const after = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

test("a link leads to its file for five to ten minutes", () => {
  expect(read(write(OWL, NOON), NOON)).toEqual(OWL);
  expect(read(write(OWL, NOON), after(4.9))).toEqual(OWL);
  expect(read(write(OWL, NOON), after(10.1))).toBeUndefined();
});

test("two links asked for in the same minute are one", () => {
  expect(write(OWL, after(1))).toBe(write(OWL, after(1.5)));
});

test.each([
  ["another file", (link: string) => link.replace(/0002\?/, "0003?")],
  ["another account", (link: string) => link.replace(/0001\//, "0003/")],
  ["a later end", (link: string) => link.replace(/expires=\d/, "expires=9")],
  ["another signature", (link: string) => `${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`],
  ["no signature", (link: string) => link.replace(/&.*/, "")],
  ["something added", (link: string) => `${link}&x=1`],
])("%s makes the link void", (_what, changed) => {
  expect(read(changed(write(OWL, NOON)), NOON)).toBeUndefined();
});

test("another installation's link is void here", () => {
  expect(read(createMediaLinks("another secret of sixteen").write(OWL, NOON), NOON)).toBeUndefined();
});

test("a public link is seven letters and digits that chance has chosen", () => {
  const code = linkCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
  expect(code).toMatch(/^[0-9A-Za-z]{7}$/);
  expect(linkIn(linkPath(code))).toBe(code);
  expect(linkIn("/m/../../etc")).toBeUndefined();
});
