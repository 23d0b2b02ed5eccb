import { validateRequest, validateRequestWithBody } from "twilio";
import { expect, test } from "vitest";
import { signedText, signJson, twilioSignature } from "@/lib/domain/signature";

const URL = "https://example.com/myapp.php?foo=1&bar=2";
const PARAMS = [
  ["CallSid", "CA1234567890ABCDE"],
  ["Caller", "+14158675310"],
  ["Digits", "1234"],
  ["From", "+14158675310"],
  ["To", "+18005551212"],
] as const;

test("the documented example has its documented signature", () => {
  expect(twilioSignature("12345", URL, PARAMS)).toBe("L/OH5YylLD5NRKLltdqwSvS0BnU=");
});

test.each<[string, string, [string, string][]]>([
  [
    "a form",
    "https://example.com/sms",
    [
      ["To", "+1"],
      ["Body", "Hello"],
      ["From", "+2"],
    ],
  ],
  ["no parameters", "https://example.com/sms?a=1", []],
  ["a query besides", "https://example.com/sms?b=2&a=1", [["Body", "x"]]],
  ["a port", "http://localhost:1234/x", [["Body", "x"]]],
  ["text beyond ASCII", "https://example.com/", [["Body", "Größe 🙂 שלום"]]],
  [
    "an empty value",
    "https://example.com/",
    [
      ["FromCity", ""],
      ["Body", ""],
    ],
  ],
  [
    "names that differ in case",
    "https://example.com/",
    [
      ["body", "1"],
      ["Body", "2"],
      ["BODY", "3"],
    ],
  ],
  ["a login in the URL", "https://user:secret@example.com/", [["Body", "x"]]],
])("the official helper accepts %s", (_rule, url, params) => {
  const signature = twilioSignature("secret", url, params);
  expect(validateRequest("secret", signature, url, Object.fromEntries(params))).toBe(true);
  expect(validateRequest("other", signature, url, Object.fromEntries(params))).toBe(false);
});

test("the official helper accepts a repeated name, whose values are sorted and told once", () => {
  const signature = twilioSignature("secret", "https://example.com/", [
    ["MediaUrl", "b"],
    ["MediaUrl", "a"],
    ["MediaUrl", "b"],
  ]);
  expect(validateRequest("secret", signature, "https://example.com/", { MediaUrl: ["b", "a", "b"] })).toBe(true);
  expect(
    signedText("https://example.com/", [
      ["A", "b"],
      ["A", "a"],
      ["A", "b"],
    ]),
  ).toBe("https://example.com/AaAb");
});

test("the fragment is not signed", () => {
  expect(twilioSignature("secret", "https://example.com/x#rc=2")).toBe(
    twilioSignature("secret", "https://example.com/x"),
  );
});

test.each([
  ["without a query", "https://example.com/events", /events\?bodySHA256=[0-9a-f]{64}$/],
  ["with one", "https://example.com/events?a=1", /events\?a=1&bodySHA256=[0-9a-f]{64}$/],
])("the official helper accepts a JSON body %s", (_rule, url, shape) => {
  const body = JSON.stringify({ event_type: "click" });
  const signed = signJson("secret", url, body);
  expect(signed.url).toMatch(shape);
  expect(validateRequestWithBody("secret", signed.signature, signed.url, body)).toBe(true);
  expect(validateRequestWithBody("secret", signed.signature, signed.url, `${body} `)).toBe(false);
});
