import { describe, expect, test } from "vitest";
import { bucketsOf, ghostOf, weekBefore, windowOf } from "@/lib/domain/insights-window";

const at = (text: string) => new Date(text);
const NOW = at("2026-05-13T14:37:20Z");
const back = (hours: number, until = NOW) => ({ since: new Date(until.getTime() - hours * 3_600_000), until });

describe("a window", () => {
  test.each([
    ["an hour is shown by the minute", back(1), 60_000, "minute", "2026-05-13T13:37:00Z", "2026-05-13T14:38:00Z"],
    ["six hours are shown by the minute", back(6), 60_000, "minute", "2026-05-13T08:37:00Z", "2026-05-13T14:38:00Z"],
    ["a day is shown by 15 minutes", back(24), 900_000, "minute", "2026-05-12T14:30:00Z", "2026-05-13T14:45:00Z"],
    ["a week is shown by the hour", back(168), 3_600_000, "hour", "2026-05-06T14:00:00Z", "2026-05-13T15:00:00Z"],
    ["30 days are shown by the day", back(720), 86_400_000, "hour", "2026-04-13T00:00:00Z", "2026-05-14T00:00:00Z"],
    [
      "an hour of last week has only hours left",
      back(1, at("2026-05-06T12:30:00Z")),
      3_600_000,
      "hour",
      "2026-05-06T11:00:00Z",
      "2026-05-06T13:00:00Z",
    ],
  ])("%s", (_rule, range, bucketMs, source, since, until) => {
    expect(windowOf(range, NOW, "UTC")).toMatchObject({ bucketMs, source, since: at(since), until: at(until) });
  });

  test("is never longer than messages are kept", () => {
    expect(windowOf({ since: at("1970-01-01T00:00:00Z"), until: NOW }, NOW, "UTC").starts).toHaveLength(401);
  });

  test("its buckets follow each other without a gap", () => {
    const { starts, since, until, bucketMs } = windowOf(back(24), NOW, "UTC");
    expect(starts).toHaveLength((until.getTime() - since.getTime()) / bucketMs);
    expect(starts.every((start, place) => start === since.getTime() + place * bucketMs)).toBe(true);
  });

  test("days are those of the zone, also when one of them has 23 hours", () => {
    const { starts } = windowOf(
      { since: at("2026-03-20T12:00:00Z"), until: at("2026-04-10T12:00:00Z") },
      NOW,
      "Europe/Berlin",
    );
    const days = starts.map((start) => new Date(start).toISOString().slice(5, 13));
    expect(days.slice(7, 12)).toEqual(["03-26T23", "03-27T23", "03-28T23", "03-29T22", "03-30T22"]);
  });

  test("the week before covers the same hours as far as they have come", () => {
    const window = windowOf(back(24), NOW, "UTC");
    expect(weekBefore(window, NOW)).toEqual({ since: at("2026-05-05T14:30:00Z"), until: at("2026-05-06T14:37:20Z") });
  });

  test("a week is compared with the one before, thirty days with those five weeks earlier", () => {
    expect(weekBefore(windowOf(back(168), NOW, "UTC"), NOW).since).toEqual(at("2026-04-29T14:00:00Z"));
    expect(weekBefore(windowOf(back(720), NOW, "UTC"), NOW).since).toEqual(at("2026-03-09T00:00:00Z"));
  });
});

describe("buckets", () => {
  const window = windowOf(back(1), NOW, "UTC");

  test("a count lands in the bucket it was created in; the rest are there and empty", () => {
    const counts = [
      { at: at("2026-05-13T13:37:00Z"), status: "delivered", count: 3 },
      { at: at("2026-05-13T13:37:00Z"), status: "read", count: 1 },
      { at: at("2026-05-13T13:39:00Z"), status: "failed", count: 2 },
    ] as const;
    const [first, second, third] = bucketsOf(window, counts, NOW);
    expect(first?.bars.delivered).toBe(4);
    expect(second?.bars).toEqual({ delivered: 0, sent: 0, waiting: 0, undelivered: 0, failed: 0 });
    expect(third?.bars.failed).toBe(2);
  });

  test("exactly those whose receipts may still come are settling", () => {
    const settling = bucketsOf(window, [], NOW).filter((bucket) => bucket.settling);
    expect(settling[0]?.since).toEqual(at("2026-05-13T14:32:00Z"));
    expect(settling.at(-1)?.until).toEqual(window.until);
  });

  test("last week's hours are spread over shorter buckets and keep their sum", () => {
    const day = windowOf(back(24), NOW, "UTC");
    const ten = at("2026-05-06T10:00:00Z");
    const hours = [
      { at: ten, count: 32 },
      { at: ten, count: 8 },
    ];
    const ghost = ghostOf(day, weekBefore(day, NOW), hours);
    expect(ghost.filter((count) => count > 0)).toEqual([10, 10, 10, 10]);
  });

  test("of an hour at the edge of last week's stretch only the part inside is spread", () => {
    const day = windowOf(back(24), NOW, "UTC");
    const ghost = ghostOf(day, weekBefore(day, NOW), [{ at: at("2026-05-05T14:00:00Z"), count: 20 }]);
    expect(day.since).toEqual(at("2026-05-12T14:30:00Z"));
    expect(ghost.slice(0, 3)).toEqual([10, 10, 0]);
  });
});
