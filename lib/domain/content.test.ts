import { describe, expect, test } from "vitest";
import { readVariables, renderContent } from "@/lib/domain/content";
import { CONTENT_TYPES, ContentTypes } from "@/lib/domain/content-types";

/** Of a text for a phone that takes no media. */
const textOf = (types: unknown, given: Record<string, string> = {}, variables: Record<string, string> = {}) =>
  renderContent({ types: ContentTypes.parse(types), variables }, given, { address: "+46701740605", country: "SE" });
const body = (text: string) => ({ "twilio/text": { body: text } });

test.each<[string, string, Record<string, string>, Record<string, string>, string]>([
  ["a numbered variable is replaced", "Table {{1}}", { 1: "4" }, {}, "Table 4"],
  ["a named one, too, wherever it stands", "{{name}}, {{ name }}!", { name: "Ann" }, {}, "Ann, Ann!"],
  ["one that is left out has the template's value", "Hi {{1}}", {}, { 1: "guest" }, "Hi guest"],
  ["a message's own value comes first", "Hi {{1}}", { 1: "Ann" }, { 1: "guest" }, "Hi Ann"],
  ["a value is never taken for a variable", "{{1}} {{2}}", { 1: "{{2}}", 2: "b" }, {}, "{{2}} b"],
  ["a value that the template has no place for is passed over", "Hi", { 9: "x" }, {}, "Hi"],
  ["what looks like a replacement pattern stays as it is", "{{1}}", { 1: "$& $1" }, {}, "$& $1"],
])("%s", (_rule, template, given, variables, expected) => {
  expect(textOf(body(template), given, variables)).toEqual({ type: "twilio/text", body: expected, mediaUrls: [] });
});

test.each<[string, string, Record<string, string>, string]>([
  ["a variable without a value", "Hi {{1}}", {}, "Variable 1 has no value"],
  ["an empty value", "Hi {{1}}", { 1: "" }, "Variable 1 has no value"],
  ["a line break in a value", "Hi {{1}}", { 1: "a\nb" }, "Variable 1 has a line break, a tab or five spaces in a row"],
  ["a tab in a value", "Hi {{1}}", { 1: "a\tb" }, "Variable 1 has a line break, a tab or five spaces in a row"],
  [
    "five spaces in a value",
    "Hi {{1}}",
    { 1: `a${" ".repeat(5)}b` },
    "Variable 1 has a line break, a tab or five spaces in a row",
  ],
  ["an empty placeholder", "Hi {{}}", {}, "The template has the placeholder {{}}"],
  ["a placeholder with a name that is none", "Hi {{a-b}}", {}, "The template has the placeholder {{a-b}}"],
  ["a placeholder that does not end", "Hi {{example}", {}, "The template has an open placeholder"],
])("%s cannot be sent", (_rule, template, given, problem) => {
  expect(textOf(body(template), given)).toEqual({ problem });
});

test("four spaces in a value, and a name from the prototype of objects, are nothing special", () => {
  expect(textOf(body("{{1}}"), { 1: "a    b" })).toMatchObject({ body: "a    b" });
  expect(textOf(body("{{constructor}}"))).toEqual({ problem: "Variable constructor has no value" });
});

describe("what is sent of a template", () => {
  const media = { "twilio/media": { body: "Look", media: ["https://example.com/{{1}}.png"] } };
  const picker = {
    "twilio/list-picker": {
      body: "Which?",
      button: "Pick",
      items: [
        { id: "a", item: "Soup", description: "of the day" },
        { id: "b", item: "Pie" },
      ],
    },
  };
  test.each<[string, object, string, string, string, string[]]>([
    [
      "media where phones take it",
      { ...body("Plain"), ...media },
      "US",
      "twilio/media",
      "Look",
      ["https://example.com/4.png"],
    ],
    ["text where they do not", { ...body("Plain"), ...media }, "SE", "twilio/text", "Plain", []],
    [
      "media where there is nothing else: they become links",
      media,
      "SE",
      "twilio/media",
      "Look",
      ["https://example.com/4.png"],
    ],
    [
      "text instead of what only other channels take",
      { ...picker, ...body("Plain") },
      "US",
      "twilio/text",
      "Plain",
      [],
    ],
    ["else the words of the richest type", picker, "US", "twilio/list-picker", "Which?\nSoup: of the day\nPie", []],
  ])("%s", (_rule, types, country, type, text, mediaUrls) => {
    expect(
      renderContent({ types: ContentTypes.parse(types), variables: {} }, { 1: "4" }, { address: "+1", country }),
    ).toEqual({
      type,
      body: text,
      mediaUrls,
    });
  });

  test.each<[string, object, string]>([
    [
      "twilio/call-to-action",
      {
        body: "Pay",
        actions: [
          { type: "URL", title: "Now", url: "https://example.com/{{1}}" },
          { type: "PHONE_NUMBER", title: "Call", phone: "+14155550199" },
        ],
      },
      "Pay\nNow: https://example.com/4\nCall: +14155550199",
    ],
    [
      "twilio/quick-reply",
      {
        body: "Come?",
        actions: [
          { title: "Yes", id: "y" },
          { type: "QUICK_REPLY", title: "No" },
        ],
      },
      "Come?\nYes\nNo",
    ],
    ["twilio/card", { title: "Sale", subtitle: "Today" }, "Sale\nToday"],
    ["twilio/location", { latitude: 39.5, longitude: -104.9, label: "Bar" }, "Bar\n39.5,-104.9"],
    ["twilio/schedule", { id: "s", title: "When?", timeSlots: "…" }, "When?"],
    ["twilio/catalog", { body: "Ours" }, "Ours"],
    [
      "twilio/carousel",
      {
        body: "Two",
        cards: [
          { title: "A", body: "a", media: "https://example.com/a", actions: [{ type: "QUICK_REPLY", title: "Take" }] },
        ],
      },
      "Two\nA\na\nTake",
    ],
    [
      "whatsapp/authentication",
      { actions: [{ type: "COPY_CODE", copy_code_text: "Copy" }] },
      "4 is your verification code.",
    ],
    ["whatsapp/card", { header_text: "Hi", body: "There", footer: "Bye" }, "Hi\nThere\nBye"],
    [
      "twilio/flows",
      {
        body: "Book",
        button_text: "Go",
        type: "OTHER",
        pages: [{ id: "1", title: "One", layout: [{ type: "TEXT" }] }],
      },
      "Book",
    ],
    ["whatsapp/flows", { body: "Book", button_text: "Go", flow_id: "1" }, "Book"],
  ])("%s in words", (type, part, text) => {
    expect(textOf({ [type]: part }, { 1: "4" })).toMatchObject({ type, body: text });
  });
});

test.each<[string, unknown]>([
  ["no type at all", {}],
  ["null for every type", { "twilio/text": null }],
  ["a type nobody knows", { "twilio/owl": { body: "Hoo" } }],
  ["a field nobody knows", { "twilio/text": { body: "Hi", owl: true } }],
  ["a text without words", { "twilio/text": { body: "" } }],
  ["a text that is too long", body("a".repeat(1_601))],
  ["a NUL", body("a\0b")],
  ["half a surrogate pair", body("\ud800")],
  ["media without files", { "twilio/media": { body: "Hi", media: [] } }],
  ["eleven files", { "twilio/media": { media: Array(11).fill("https://example.com/a") } }],
  ["a card with a title alone", { "twilio/card": { title: "Hi" } }],
  [
    "eleven things to pick from",
    { "twilio/list-picker": { body: "?", button: "b", items: Array(11).fill({ id: "a", item: "a" }) } },
  ],
])("%s is no content", (_rule, types) => {
  expect(ContentTypes.safeParse(types).success).toBe(false);
});

test("types are ranked from the plainest to the richest", () => {
  expect(CONTENT_TYPES.slice(0, 2)).toEqual(["twilio/text", "twilio/media"]);
  expect(CONTENT_TYPES).toHaveLength(14);
});

test.each<[string, string | undefined, unknown]>([
  ["nothing is no variables", undefined, {}],
  ["an empty text is none either", "", {}],
  ["an object of texts", '{"1":"a"}', { 1: "a" }],
  ["no JSON", "{1:a}", undefined],
  ["a list", "[]", undefined],
  ["a number in it", '{"1":4}', undefined],
  ["null in it", '{"1":null}', undefined],
  ["a NUL in it", '{"1":"\\u0000"}', undefined],
])("ContentVariables: %s", (_rule, json, expected) => {
  expect(readVariables(json)).toEqual(expected);
});
