import { expect, test } from "vitest";
import { readHttpRedirect, readTwimlAnswer, type TwimlAnswer } from "@/lib/domain/twiml-answer";

const XML = "<Response><Message>Hoo</Message></Response>";
const read = (given: Partial<TwimlAnswer>) =>
  readTwimlAnswer({ status: 200, contentType: "text/xml", body: XML, isCut: false, ...given }, "https://owl.example/");

test.each([
  ["text/xml", "text/xml", XML, "Hoo"],
  ["with a charset, in capitals", "Application/XML; charset=utf-8", XML, "Hoo"],
  ["text/html is read as XML", "text/html", XML, "Hoo"],
  ["text/plain is the reply itself", "text/plain; charset=utf-8", "<Response/>", "<Response/>"],
])("%s is understood", (_rule, contentType, body, expected) => {
  expect(read({ contentType, body })).toMatchObject({
    ok: true,
    twiml: { messages: [{ body: expected }], problems: [] },
  });
});

test.each([
  ["JSON", { contentType: "application/json", body: "{}" }, 12300],
  ["no type", { contentType: undefined }, 12300],
  ["a page of HTML", { contentType: "text/html", body: "<!DOCTYPE html><p>Owl<br></p>" }, 12100],
  ["more than is read", { isCut: true }, 11750],
])("%s cannot be used", (_rule, given, code) => {
  expect(read(given)).toMatchObject({ ok: false, problem: { code } });
});

test("no content asks for nothing, and one that does not call itself so is noted", () => {
  const nothing = { messages: [], redirect: null };
  expect(read({ status: 204, body: "" })).toEqual({ ok: true, twiml: { ...nothing, problems: [] } });
  expect(read({ body: "\n" })).toMatchObject({ ok: true, twiml: { ...nothing, problems: [{ code: 11770 }] } });
});

test.each([
  ["a moved page is asked for with GET", 301, "/sms/", "POST", { url: "https://owl.example/sms/", method: "GET" }],
  ["one that is found elsewhere too", 302, "https://owl.test/", "POST", { url: "https://owl.test/", method: "GET" }],
  ["a temporary redirect keeps POST", 307, "/sms/", "POST", { url: "https://owl.example/sms/", method: "POST" }],
  ["and GET", 308, "/sms/", "GET", { url: "https://owl.example/sms/", method: "GET" }],
  ["one without a place is none", 302, undefined, "POST", undefined],
  ["nor one to no web address", 302, "file:///etc/passwd", "POST", undefined],
  ["nor 304", 304, "/sms/", "POST", undefined],
])("%s", (_rule, status, location, method, redirect) => {
  const read = readHttpRedirect({ status, location }, { url: "https://owl.example/sms", method });
  expect(read?.redirect).toEqual(redirect && { ...redirect, byStatus: true });
});
