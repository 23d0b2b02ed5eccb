import { expect, test } from "vitest";
import { ALERT_SOURCES, alertId, levelOf, messagesOf } from "@/lib/domain/alert";

const messageId = "0192f0c0-1234-7abc-8def-0123456789ab";

test("each alert of a message has an id of its own, from which the message is found", () => {
  const ids = new Set<string>();
  for (const source of ALERT_SOURCES) {
    for (const seq of [0, 1, 7, 32_767, 65_535]) {
      for (const attempt of [0, 1, 2, 16_383]) {
        const id = alertId({ messageId, source, seq, attempt });
        const { from, to } = messagesOf(id);
        expect(from <= messageId && messageId <= to).toBe(true);
        expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        ids.add(id);
      }
    }
  }
  expect(ids.size).toBe(ALERT_SOURCES.length * 5 * 4);
});

test.each([
  [11200, "error"],
  [30003, "error"],
  [14110, "warning"],
  [14107, "error"],
])("%d is of level %s", (code, level) => {
  expect(levelOf(code)).toBe(level);
});
