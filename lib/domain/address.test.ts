import { expect, test } from "vitest";
import { channelOf, parseAddress, parseFrom, parseSender } from "@/lib/domain/address";

test.each([
  ["a number, however it is written", "(415) 555-0134", { address: "+14155550134", channel: "sms", country: "US" }],
  ["WhatsApp", "whatsapp:+49 1515 5550134", { address: "whatsapp:+4915155550134", channel: "whatsapp", country: "DE" }],
  ["RCS", "rcs:+14155550134", { address: "rcs:+14155550134", channel: "rcs", country: "US" }],
  ["a user of Messenger", "messenger:2048", { address: "messenger:2048", channel: "messenger", country: null }],
  ["WhatsApp without a number", "whatsapp:owl", undefined],
  ["an RCS agent", "rcs:acme_agent", undefined],
  ["a channel nobody has", "telegram:owl", undefined],
  ["a prefix in capitals", "WhatsApp:+14155550134", undefined],
  ["an id that ends a header", "messenger:2048\r\nX: 1", undefined],
  ["an id without end", `messenger:${"2".repeat(101)}`, undefined],
  ["a short code", "12345", undefined],
  ["nothing", "", undefined],
])("%s is read as a recipient or not", (_rule, text, expected) => {
  expect(parseAddress(text)).toEqual(expected);
});

test.each([
  ["a number", "+14155550134", "+14155550134"],
  ["a short code", "12345", "12345"],
  ["WhatsApp", "whatsapp:+14155550134", "whatsapp:+14155550134"],
  ["a page", "messenger:1047", "messenger:1047"],
  ["an agent", "rcs:acme_agent", "rcs:acme_agent"],
  ["a name, which nobody can write to", "ACME", undefined],
  ["an agent without a name", "rcs:", undefined],
])("%s can be written to or not", (_rule, text, address) => {
  expect(parseSender(text)?.address).toBe(address);
});

test("messages may come from a name besides", () => {
  expect(parseFrom("ACME")).toBe("ACME");
  expect(parseFrom("12345")).toBe("12345");
  expect(parseFrom("a name too long")).toBeUndefined();
});

test.each([
  ["+14155550134", "sms"],
  ["12345", "sms"],
  ["ACME", "sms"],
  ["", "sms"],
  ["whatsapp:+14155550134", "whatsapp"],
  ["rcs:acme_agent", "rcs"],
])("%s travels on %s", (address, channel) => {
  expect(channelOf(address)).toBe(channel);
});
