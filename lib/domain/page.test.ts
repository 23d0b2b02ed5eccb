import { expect, test } from "vitest";
import { numbered, type Page, toListing, windowOf } from "./page";

const IDS = ["a", "b", "c", "d", "e"];

/** Reads a page of the five rows as a database would. */
function read(page: Page, order: "asc" | "desc") {
  const { take, skip, cursor, order: reading } = windowOf(page, order);
  const beyond = IDS.filter((id) => !cursor || ("gt" in cursor ? id > cursor.gt : id < cursor.lt));
  const found = (reading === "asc" ? beyond : beyond.toReversed()).slice(skip, skip + take);
  return toListing(page, found, (id) => id);
}

test.each<[string, Page, ReturnType<typeof read>]>([
  ["the first page has no page before it", { limit: 2 }, { rows: ["e", "d"], nextAfter: "d" }],
  [
    "a page in the middle has both neighbours",
    { limit: 2, after: "d" },
    { rows: ["c", "b"], nextAfter: "b", previousBefore: "c" },
  ],
  ["the last page has none after it", { limit: 2, after: "b" }, { rows: ["a"], previousBefore: "a" }],
  [
    "reading back keeps the order",
    { limit: 2, before: "a" },
    { rows: ["c", "b"], nextAfter: "b", previousBefore: "c" },
  ],
  ["reading back ends at the first page", { limit: 4, before: "a" }, { rows: ["e", "d", "c", "b"], nextAfter: "b" }],
  [
    "a page begins after a row that is gone",
    { limit: 2, after: "cc" },
    { rows: ["c", "b"], nextAfter: "b", previousBefore: "c" },
  ],
  [
    "a page can be counted from the start",
    { limit: 2, skip: 2 },
    { rows: ["c", "b"], nextAfter: "b", previousBefore: "c" },
  ],
  ["a page that holds all has no neighbours", { limit: 5 }, { rows: ["e", "d", "c", "b", "a"] }],
  ["a page beyond the end is empty", { limit: 2, after: "a" }, { rows: [] }],
])("%s", (_rule, page, listing) => {
  expect(read(page, "desc")).toEqual(listing);
});

test("a list can also begin with its oldest", () => {
  expect(read({ limit: 2, after: "b" }, "asc")).toEqual({ rows: ["c", "d"], nextAfter: "d", previousBefore: "c" });
});

test("a list whose rows follow from their numbers is walked forwards and back as any other", () => {
  const letter = (index: number) => IDS[index];
  const pages = [numbered({ limit: 2 }, 5, letter)];
  for (let after = pages[0]?.nextAfter; after; after = pages.at(-1)?.nextAfter) {
    pages.push(numbered({ limit: 2, after }, 5, letter));
  }
  expect(pages.map(({ rows }) => rows)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  expect(numbered({ limit: 2, before: pages[2]?.previousBefore }, 5, letter).rows).toEqual(["c", "d"]);
  expect(numbered({ limit: 2, before: pages[1]?.previousBefore }, 5, letter)).not.toHaveProperty("previousBefore");
  expect(numbered({ limit: 2, skip: 4 }, 5, letter).rows).toEqual(["e"]);
  expect(numbered({ limit: 2, skip: 9 }, 5, letter)).toEqual({ rows: [] });
});
