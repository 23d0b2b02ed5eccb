import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type Column, DataTable } from "@/components/data-table";

type Row = { id: string; to: string };
const COLUMNS: Column<Row>[] = [
  { key: "id", head: "Id", cell: (row) => row.id, sort: { href: "/?sort=id", direction: "descending" } },
  { key: "to", head: "To", cell: (row) => row.to, sort: { href: "/?sort=to" } },
];
const ROWS = [
  { id: "one", to: "Ann" },
  { id: "two", to: "Ben" },
];
const render = (props: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) =>
  renderToStaticMarkup(
    <DataTable caption="Messages" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} {...props} />,
  );

test("rows are a table with a caption, column heads and their order", () => {
  const html = render();
  expect(html).toContain('<caption class="sr-only">Messages</caption>');
  expect(html.match(/scope="col"/g)).toHaveLength(2);
  expect(html).toContain('aria-sort="descending"');
  expect(html).toContain('aria-sort="none"');
});

test("each row has one link, in its first cell", () => {
  const html = render({ rowHref: (row) => `/messages/${row.id}` });
  expect(html.match(/data-row-link=""/g)).toHaveLength(2);
  expect(html).toMatch(/<td[^>]*><a[^>]*href="\/messages\/one"[^>]*>one<\/a><\/td><td[^>]*>Ann<\/td>/);
});

test("on small screens rows become a list of the same links", () => {
  const html = render({ rowHref: (row) => `/messages/${row.id}`, renderCompact: (row) => `${row.id} to ${row.to}` });
  expect(html).toContain('<ul aria-label="Messages" class="sm:hidden">');
  expect(html).toContain("two to Ben");
});

test("no rows leave the room to the empty state", () => {
  expect(render({ rows: [], empty: <p>No messages match.</p> })).toBe("<p>No messages match.</p>");
});
