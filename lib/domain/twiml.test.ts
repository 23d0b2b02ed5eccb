import { expect, test } from "vitest";
import { parseTwiml, plainReply } from "@/lib/domain/twiml";

const DOCUMENT = "https://owl.example/sms/in?tag=1";
const parse = (inside: string) => parseTwiml(`<?xml version="1.0"?><Response>${inside}</Response>`, DOCUMENT);
const message = (given: object = {}) => ({
  to: null,
  from: null,
  body: "Hoo",
  media: [],
  statusCallback: null,
  ...given,
});

test.each([
  ["an empty Response asks for nothing", "", []],
  ["a text in Body", "<Message><Body>Hoo</Body></Message>", [message()]],
  ["a text without Body", "<Message>Hoo</Message>", [message()]],
  ["Sms is another name of Message", "<Sms>Hoo</Sms>", [message()]],
  ["white space around the text is not sent", "<Message>\n  <Body>\n Hoo\n </Body>\n</Message>", [message()]],
  ["several bodies are one text", "<Message><Body>Ho</Body><Body>o</Body></Message>", [message()]],
  ["a comment inside a text is not in it", "<Message>Ho<!-- ! -->o</Message>", [message()]],
  [
    "several messages keep their order",
    "<Message>1</Message><Message>2</Message>",
    [message({ body: "1" }), message({ body: "2" })],
  ],
  [
    "to and from are as they are written",
    `<Message to="+14155550101" from="+14155550102">Hoo</Message>`,
    [message({ to: "+14155550101", from: "+14155550102" })],
  ],
  [
    "media need no text",
    "<Message><Media>https://owl.example/a.png</Media></Message>",
    [message({ body: "", media: ["https://owl.example/a.png"] })],
  ],
  [
    "a relative medium starts at the document",
    "<Message>Hoo<Media>../a.png</Media></Message>",
    [message({ media: ["https://owl.example/a.png"] })],
  ],
  [
    "action is the callback",
    `<Message action="/done">Hoo</Message>`,
    [message({ statusCallback: "https://owl.example/done" })],
  ],
  [
    "statusCallback goes before action, and an absolute URL stays as it is written",
    `<Message action="/done" method="get" statusCallback="https://owl.example?a=%7e&amp;b">Hoo</Message>`,
    [message({ statusCallback: "https://owl.example?a=%7e&b" })],
  ],
])("%s", (_rule, inside, messages) => {
  expect(parse(inside)).toEqual({ ok: true, twiml: { messages, redirect: null, problems: [] } });
});

test.each([
  ["a redirect is a POST", "<Redirect>https://owl.example/2</Redirect>", "https://owl.example/2", "POST"],
  ["a redirect says GET", `<Redirect method="GET">/2?a=1&amp;b=2</Redirect>`, "https://owl.example/2?a=1&b=2", "GET"],
  ["connection overrides stay", "<Redirect>/2#rc=2</Redirect>", "https://owl.example/2#rc=2", "POST"],
  ["a relative one", "<Redirect> next </Redirect>", "https://owl.example/sms/next", "POST"],
  [
    "what follows a redirect is ignored",
    "<Redirect>/2</Redirect><Message>Hoo</Message>",
    "https://owl.example/2",
    "POST",
  ],
])("%s", (_rule, inside, url, method) => {
  expect(parse(inside)).toEqual({ ok: true, twiml: { messages: [], redirect: { url, method }, problems: [] } });
});

test("what stands before a redirect is sent", () => {
  expect(parse("<Message>Hoo</Message><Redirect>/2</Redirect>")).toMatchObject({
    twiml: { messages: [message()], redirect: { url: "https://owl.example/2" } },
  });
});

test.each([
  ["a verb of calls", "<Say>Hoo</Say><Message>Hoo</Message>", 14110, 1],
  ["a verb in lower case", "<message>Hoo</message>", 14110, 0],
  ["text outside of a verb", "Hoo<Message>Hoo</Message>", 12200, 1],
  ["an attribute that is not known", `<Message voice="owl">Hoo</Message>`, 12200, 1],
  ["an element that Message does not have", "<Message><Body>Hoo</Body><Say>Hoo</Say></Message>", 12200, 1],
  ["an element in Body", "<Message><Body>Hoo<b>!</b></Body></Message>", 12200, 1],
  ["a Message with nothing to say", "<Message> </Message>", 14103, 0],
  ["a text of 1,601 characters", `<Message>${"a".repeat(1_601)}</Message>`, 14103, 0],
  ["a method that is none", `<Message action="/done" method="PUT">Hoo</Message>`, 14104, 1],
  ["a statusCallback that is no URL", `<Message statusCallback="ftp://owl/">Hoo</Message>`, 14105, 1],
  ["a medium that is no URL", "<Message>Hoo<Media>javascript:1</Media></Message>", 11100, 1],
  ["an 11th medium", `<Message>Hoo${"<Media>/a.png</Media>".repeat(11)}</Message>`, 12200, 1],
  ["a redirect to no URL", "<Message>Hoo</Message><Redirect>file:///etc/passwd</Redirect>", 11100, 1],
  ["a redirect to nowhere", "<Message>Hoo</Message><Redirect/>", 11100, 1],
])("%s is a warning, and the rest holds", (_rule, inside, code, count) => {
  const read = parse(inside);
  expect(read).toMatchObject({ ok: true, twiml: { redirect: null, problems: [{ code }] } });
  expect(read.ok && read.twiml.messages).toHaveLength(count);
});

test("a text may have 1,600 characters", () => {
  expect(parse(`<Message>${"a".repeat(1_600)}</Message>`)).toMatchObject({ twiml: { problems: [] } });
});

test.each([
  ["no XML", "{}", 12100],
  ["XML of another version", `<?xml version="2.0"?><Response/>`, 12101],
  ["another root", "<html/>", 12102],
  ["the root in lower case", "<response><Message>Hoo</Message></response>", 12102],
  ["10,000 verbs", `<Response>${"<Sms/>".repeat(10_000)}</Response>`, 12100],
  ["an entity bomb", `<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Response>&b;</Response>`, 12100],
])("%s is no TwiML", (_rule, text, code) => {
  expect(parseTwiml(text, DOCUMENT)).toMatchObject({ ok: false, problem: { code } });
});

test("of 900 messages 11 are read, and of as many unknown verbs 10 are told", () => {
  expect(parse("<Sms>a</Sms>".repeat(900))).toMatchObject({ twiml: { messages: { length: 11 } } });
  const unknown = Array.from({ length: 900 }, (_, index) => `<a${index}/>`).join("");
  expect(parse(unknown)).toMatchObject({ twiml: { problems: { length: 10 } } });
});

test("a plain text is the reply", () => {
  expect(plainReply(" Hoo\n")).toEqual({ messages: [message()], redirect: null, problems: [] });
  expect(plainReply("a".repeat(1_601))).toMatchObject({ messages: [], problems: [{ code: 14103 }] });
});
