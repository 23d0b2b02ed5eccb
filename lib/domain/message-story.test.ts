import { describe, expect, test } from "vitest";
import type { MessageEvent } from "@/lib/domain/message-event";
import { storyOf } from "@/lib/domain/message-story";

const START = Date.parse("2026-05-03T12:00:00.000Z");
const after = (ms: number) => new Date(START + ms);
const event = (seq: number, ms: number, name: string, detail: MessageEvent["detail"] = {}): MessageEvent => ({
  seq,
  at: after(ms),
  name,
  errorCode: null,
  detail,
});
const origin = { via: "api", actor: "AC1" };
const decision = (rule: string) => ({
  rule,
  revision: 3,
  candidates: 1,
  kept: [{ number: "+14155550134", queued: 0 }],
  rejections: 1,
  rejected: [{ number: "+442071838750", reason: "other country" }],
});
const accepted = event(0, 0, "accepted", { origin, decision: decision("country") });
const message = {
  status: "delivered",
  direction: "outbound-api",
  serviceId: "s",
  from: "+14155550134",
  fromGiven: false,
  to: "+14155550199",
  country: "US",
} as const;
const way = [
  accepted,
  event(1, 0, "queued"),
  event(2, 40, "sending"),
  event(3, 60, "sent"),
  event(4, 320, "delivered"),
];
const namesOf = (story: ReturnType<typeof storyOf>) => story.steps.map((step) => step.name);

describe("the steps", () => {
  test("of a message of a service begin with the choice of its sender", () => {
    const story = storyOf(message, way);
    expect(namesOf(story)).toEqual(["Accepted", "Sender chosen", "Queued", "Handed over", "Sent", "Delivered"]);
    expect(story.steps[0]?.note).toBe("Asked for through the API.");
  });

  test("of a message that names its sender are the same, though it is queued at once", () => {
    const [, ...rest] = way;
    const queued = event(0, 0, "queued", { origin, rule: "from" });
    const story = storyOf({ ...message, serviceId: null, fromGiven: true }, [queued, ...rest.slice(1)]);
    expect(namesOf(story).slice(0, 4)).toEqual(["Accepted", "Sender chosen", "Queued", "Handed over"]);
    expect(story.because).toBe("the request names it as From");
  });

  test("still to come are there without a time", () => {
    const story = storyOf({ ...message, status: "queued" }, way.slice(0, 2));
    expect(story.steps.slice(-2)).toMatchObject([
      { name: "Sent", at: null },
      { name: "Delivered", at: null },
    ]);
  });

  test("end where it failed", () => {
    const story = storyOf({ ...message, status: "failed", from: null }, [accepted, event(1, 0, "failed")]);
    expect(namesOf(story)).toEqual(["Accepted", "Failed"]);
    expect(story.because).toBeNull();
  });

  test("of a failure say who turned it away", () => {
    const turnedAway = (events: readonly MessageEvent[]) =>
      storyOf({ ...message, status: "failed" }, events).steps.at(-1)?.note;
    expect(turnedAway([accepted, event(1, 0, "failed")])).toBe("It never left Senderpool.");
    expect(turnedAway([...way.slice(0, 3), event(3, 60, "failed")])).toBe("The carrier did not take it.");
  });

  test("of a file that could not be had say why", () => {
    const reason = "404";
    const events = [accepted, event(1, 0, "failed", { reason })];
    expect(storyOf({ ...message, status: "failed" }, events).steps.at(-1)?.note).toBe("404.");
  });

  test("say plainly that it was handed over in doubt", () => {
    const doubtful = [...way.slice(0, 3), event(3, 900, "resubmitted-in-doubt"), event(4, 950, "sent")];
    const step = storyOf({ ...message, status: "sent" }, doubtful).steps.find(({ status }) => status === "doubt");
    expect(step?.note).toContain("may have it twice");
  });
});

test("a receipt that changed nothing stands aside, with the reason", () => {
  const late = event(5, 900, "receipt-ignored", {
    status: "undelivered",
    reason: "The message already had its final status.",
  });
  const { steps, asides } = storyOf(message, [...way, late]);
  expect(steps.at(-1)?.name).toBe("Delivered");
  expect(asides).toEqual([
    {
      key: "5",
      at: after(900),
      text: "Receipt “undelivered” changed nothing. The message already had its final status.",
    },
  ]);
});

test("what the webhook of a message that came in led to stands beside its steps", () => {
  const inbound = { ...message, status: "received", direction: "inbound" } as const;
  const about = { url: "https://owl.example/sms", about: "<Say>" };
  const story = storyOf(inbound, [
    { ...event(0, 0, "received", { origin }), errorCode: 30009 },
    event(1, 80, "replied", { replies: ["SM1", "SM2"] }),
    { ...event(2, 80, "alert", about), errorCode: 14110 },
  ]);
  expect(namesOf(story)).toEqual(["Received"]);
  expect(story.asides).toEqual([]);
  expect(story.replies).toEqual([{ key: "1", at: after(80), sids: ["SM1", "SM2"] }]);
  expect(story.alerts).toEqual([
    { key: "0", at: after(0), code: 30009, url: "", about: "" },
    { key: "2", at: after(80), code: 14110, ...about },
  ]);
});

test("a text that was a keyword says what it did", () => {
  const inbound = { ...message, status: "received", direction: "inbound" } as const;
  const story = storyOf(inbound, [event(0, 0, "received", { origin, keyword: { type: "STOP", word: "quit" } })]);
  expect(story.steps.map(({ name, note }) => [name, note])).toEqual([
    ["Received", null],
    ["Opt-out check", "“quit” is a keyword: it blocks further messages to them."],
  ]);
});

test("says why this sender, also when it was chosen only at its time", () => {
  expect(storyOf(message, way).because).toBe("it is the only sender for United States");
  const scheduled = [event(0, 0, "scheduled", { origin }), event(1, 9_000, "queued", { decision: decision("sticky") })];
  expect(storyOf({ ...message, status: "queued" }, scheduled).because).toContain("sticky sender");
});

test("knows who removed the text, and what smart encoding made of it", () => {
  const first = { ...accepted, detail: { ...accepted.detail, request: { Body: "It’s" } } };
  const story = storyOf(message, [first, ...way.slice(1), event(5, 999, "redacted", { actor: "ada@example.com" })]);
  expect(story).toMatchObject({ originalBody: "It’s", redactedBy: "ada@example.com" });
});

test("knows where its files were, and what it said before links to them were added", () => {
  const first = { ...accepted, detail: { ...accepted.detail, request: { MediaUrl: ["https://example.com/a.png"] } } };
  const second = event(1, 10, "queued", { rule: "country", candidates: 1, request: { Body: "Your table" } });
  expect(storyOf(message, [first, second, ...way.slice(2)])).toMatchObject({
    mediaUrls: ["https://example.com/a.png"],
    originalBody: "Your table",
  });
  expect(storyOf(message, [accepted, event(1, 10, "media-kept"), ...way.slice(2)]).asides).toMatchObject([
    { text: "Its media were fetched and kept." },
  ]);
});

test("the choice of the sender is told line by line, the winner first, with the revision it was made by", () => {
  expect(storyOf(message, way).choice).toEqual({
    revision: 3,
    unnamed: 0,
    lines: [
      { number: "+14155550134", outcome: "chosen", text: "Nothing waited for it." },
      {
        number: "+442071838750",
        outcome: "rejected",
        text: "Another country: the pool has nearer senders for United States.",
      },
    ],
  });
  expect(storyOf(message, [event(0, 0, "queued", { origin, rule: "from" })]).choice).toBeNull();
});
