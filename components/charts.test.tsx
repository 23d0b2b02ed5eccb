import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import { LineChart } from "@/components/line-chart";
import { RankedBars } from "@/components/ranked-bars";
import { type Bucket, StackedBars } from "@/components/stacked-bars";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => {} }) }));

const SERIES = [
  { key: "delivered", label: "Delivered", fill: "delivered" },
  { key: "failed", label: "Failed", fill: "failed" },
] as const;
const BUCKETS: Bucket<"delivered" | "failed">[] = [
  { label: "14:00", title: "14:00–15:00", values: { delivered: 1_200, failed: 1 }, href: "/logs?since=14" },
  { label: "15:00", title: "15:00–16:00", values: { delivered: 80, failed: 0 }, settling: true },
];
const SUMMARY = "1,280 of 1,281 messages arrived.";

const bars = renderToStaticMarkup(
  <StackedBars
    question="Do messages arrive?"
    summary={SUMMARY}
    series={SERIES}
    buckets={BUCKETS}
    before={[1_000, 900]}
  />,
);
const lines = renderToStaticMarkup(
  <LineChart
    question="How fast?"
    unit="seconds"
    summary="Half arrive within 1.4 s."
    series={[{ key: "p50", label: "Median", stroke: "sent", values: [1, null, 2] }]}
    buckets={["14:00", "15:00", "16:00"].map((label) => ({ label, title: label }))}
    valueText={(value) => `${value} s`}
  />,
);
const ranked = renderToStaticMarkup(
  <RankedBars
    question="Which senders?"
    labelHead="Sender"
    rows={[{ key: "a", label: "ACME", href: "/logs?from=ACME", value: 24, parts: [{ fill: "failed", value: 24 }] }]}
  />,
);

describe("stacked bars", () => {
  test("a screen reader hears the summary in place of the picture", () => {
    expect(bars).toContain(`role="img" aria-label="${SUMMARY}"`);
  });

  test("the table beside has the same numbers, their totals, and links to the rows", () => {
    expect(bars).toMatch(
      /14:00–15:00<\/td><td[^>]*>1,200<\/td><td[^>]*>1<\/td><td[^>]*><a[^>]*href="\/logs\?since=14"[^>]*>1,201<\/a>/,
    );
  });

  test("the legend sums each series over the range", () => {
    expect(bars).toMatch(/Delivered<span[^>]*>1,280<\/span>/);
  });

  test("one failed message among thousands still takes a pixel, and carries a pattern", () => {
    expect(bars).toMatch(/height="1" fill="url\(#[^)]+-failed\)"/);
  });

  test("buckets that still change are marked in picture, legend and table", () => {
    expect(bars).toMatch(/fill="url\(#[^)]+-settling\)"/);
    expect(bars).toContain("Still settling");
    expect(bars).toMatch(/15:00–16:00<span[^>]*> · still settling/);
  });
});

test("a line breaks where there is nothing to say", () => {
  expect(lines).toMatch(/d="M0\.5 [\d.]+h0\.001M2\.5 [\d.]+h0\.001"/);
  expect(lines).toMatch(/15:00<\/td><td[^>]*>–<\/td>/);
});

test("a ranked bar and its number both lead to the rows", () => {
  expect(ranked.match(/href="\/logs\?from=ACME"/g)).toHaveLength(2);
});

test("nothing the server draws needs an inline style", () => {
  expect(bars + lines + ranked).not.toContain("style=");
});
