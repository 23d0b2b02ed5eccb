import { expect, test } from "vitest";
import { type PaletteEntry, type PaletteFinder, searchPalette } from "@/components/palette-search";

const PAGES: PaletteEntry[] = [
  { label: "Messages", href: "/logs/messages", hint: "Monitor", words: "log sms" },
  { label: "API keys", href: "/settings/keys", hint: "Settings", words: "token secret" },
];
const FINDERS: PaletteFinder[] = [
  { pattern: "(SM|MM)[0-9a-f]{32}", label: "Open message {value}", href: "/logs/messages/{value}" },
  { pattern: "\\+\\d{7,15}", compact: true, label: "Messages to {value}", href: "/logs/messages?to={value}" },
  { pattern: "\\+\\d{7,15}", compact: true, label: "Messages from {value}", href: "/logs/messages?from={value}" },
];
const hrefs = (text: string) => searchPalette(text, PAGES, FINDERS).map((one) => one.href);

test("a pasted SID opens the message", () => {
  const sid = `SM${"a".repeat(32)}`;
  expect(hrefs(` ${sid}\n`)).toEqual([`/logs/messages/${sid}`]);
});

test("a pasted phone number, however written, offers both directions", () => {
  expect(hrefs("+1 (415) 555-0134")).toEqual([
    "/logs/messages?to=%2B14155550134",
    "/logs/messages?from=%2B14155550134",
  ]);
});

test.each([
  ["nothing typed shows every page", "", ["/logs/messages", "/settings/keys"]],
  ["the beginning of a word is enough", "mess", ["/logs/messages"]],
  ["every typed word must fit", "settings key", ["/settings/keys"]],
  ["other words lead there too", "token", ["/settings/keys"]],
  ["the middle of a word does not", "essage", []],
])("%s", (_rule, text, expected) => {
  expect(hrefs(text)).toEqual(expected);
});
