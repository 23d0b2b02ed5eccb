import { expect, test } from "vitest";
import { isAnsweredHost, isTwilioHost } from "@/lib/domain/twilio-host";

test.each([
  ["api.twilio.com", true],
  ["messaging.twilio.com", true],
  ["api.sydney.au1.twilio.com", true],
  ["api.ie1.twilio.com", true],
  ["video.twilio.com", false],
  ["www.twilio.com", false],
  ["twilio.com", false],
  ["api.twilio.com.example.com", false],
  ["api.a.b.c.twilio.com", false],
])("%s is answered here: %s", (host, answered) => {
  expect(isAnsweredHost(host)).toBe(answered);
});

test.each([
  ["twilio.com", true],
  ["API.Twilio.com", true],
  ["api.twilio.com.", true],
  ["chunder.eu1.twilio.com", true],
  ["mytwilio.com", false],
  ["twilio.com.example.com", false],
  ["", false],
])("%s is one of Twilio's: %s", (host, twilios) => {
  expect(isTwilioHost(host)).toBe(twilios);
});
