import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { HttpExchange } from "@/components/http-exchange";
import { SegmentMeter } from "@/components/segment-meter";
import { StepsLadder } from "@/components/steps-ladder";
import { Pagination } from "@/components/ui/pagination";
import { Verdicts } from "@/components/verdicts";

const textOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

describe("the delivery ladder", () => {
  const html = renderToStaticMarkup(
    <StepsLadder
      steps={[
        { key: "accepted", name: "Accepted", status: "accepted", at: "2026-05-05T14:03:22.120Z" },
        { key: "sent", name: "Sent", status: "sent", at: "2026-05-05T14:03:22.162Z", usuallyMs: 800 },
        { key: "delivered", name: "Delivered", status: "delivered", at: null },
      ]}
      asides={[{ key: "late", at: "2026-05-05T14:03:23.000Z", text: "Receipt again" }]}
    />,
  );

  test("each step has its time to the millisecond, and its gap beside the usual one", () => {
    expect(textOf(html)).toContain("Sent 14:03:22.162 + 42 ms usually 0.8 s");
  });

  test("a step that is still to come says so", () => {
    expect(textOf(html)).toContain("Delivered not yet");
  });

  test("what changed nothing stands apart", () => {
    expect(html).toContain('aria-label="What changed nothing"');
  });
});

describe("the segment meter", () => {
  test("names the character that makes a text dear, and what replacing it saves", () => {
    const text = textOf(renderToStaticMarkup(<SegmentMeter body={`Can’t ${"a".repeat(90)}`} />));
    expect(text).toContain("2 segments · UCS-2 · 96 units");
    expect(text).toContain("’ U+2019 makes this text UCS-2.");
    expect(text).toContain("replaces 1 character: 2 → 1 segment.");
  });

  test("offers nothing where nothing can be saved", () => {
    expect(textOf(renderToStaticMarkup(<SegmentMeter body="Привет" />))).not.toContain("Smart encoding");
  });

  test("plain letters are counted in septets", () => {
    expect(textOf(renderToStaticMarkup(<SegmentMeter body="Hello" />))).toContain("1 segment · GSM-7 · 5 septets");
  });
});

test("a verdict says its weight in words, and the code it would fail with", () => {
  const html = renderToStaticMarkup(
    <Verdicts
      label="Checks"
      items={[{ key: "de", verdict: "block", sentence: "Sending to Germany is off.", code: 21408 }]}
    />,
  );
  expect(textOf(html)).toContain("Blocked: Sending to Germany is off. (21408)");
});

test("an exchange without an answer says so, and its parts open without script", () => {
  const html = renderToStaticMarkup(
    <HttpExchange
      direction="out"
      title="Status callback"
      method="POST"
      url="https://hooks.acme.test/"
      status={null}
      ms={null}
      at="2026-05-05T14:03:22.120Z"
    />,
  );
  expect(html).toContain("<details");
  expect(textOf(html)).toContain("no answer");
});

test("a list says how many it shows and whether there are more, never a total", () => {
  expect(textOf(renderToStaticMarkup(<Pagination shown={50} noun="messages" next="/?page=PA1" />))).toContain(
    "50 messages shown · more",
  );
  expect(textOf(renderToStaticMarkup(<Pagination shown={3} noun="messages" />))).not.toContain("more");
});
