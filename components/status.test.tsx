import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { STATUS, type Status } from "@/components/status";
import { StatusBadge } from "@/components/status-badge";
import { MESSAGE_STATUSES } from "@/lib/domain/message-status";

const ALL = Object.keys(STATUS) as Status[];

test("each status of a message has a look", () => {
  expect(ALL).toEqual(expect.arrayContaining(MESSAGE_STATUSES));
});

test.each(ALL)("%s is shown by shape, word and colour together", (status) => {
  const html = renderToStaticMarkup(<StatusBadge status={status} />);
  expect(html).toContain("<svg");
  expect(html).toContain(STATUS[status].word);
  expect(html).toContain(`bg-${STATUS[status].tone}-tint`);
});

test("no two tones share a shape", () => {
  const shapes = new Map<string, string>();
  for (const { tone, shape } of Object.values(STATUS)) {
    expect(shapes.get(shape) ?? tone).toBe(tone);
    shapes.set(shape, tone);
  }
});
