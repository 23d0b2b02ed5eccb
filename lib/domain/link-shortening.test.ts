import { describe, expect, test } from "vitest";
import {
  isPreview,
  linkBase,
  linksIn,
  locationOf,
  readHost,
  SHORT_LINKS_MAX,
  shortCode,
  shortCodeIn,
  withShortLinks,
} from "@/lib/domain/link-shortening";

test("a code is ten letters and digits that begin with a digit, each of another chance", () => {
  const codes = Array.from({ length: 1_000 }, (_, index) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE((BigInt(index) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn);
    return shortCode(bytes);
  });
  expect(new Set(codes).size).toBe(1_000);
  for (const code of codes) expect(shortCodeIn(`/${code}`)).toBe(code);
});

test.each([
  "/compliance",
  "/insights",
  "/1234567890/",
  "/12345678901",
  "/123456789",
  "/l/1234567890",
  "/a234567890",
  "",
])("%s is no short link", (path) => expect(shortCodeIn(path)).toBeUndefined());

test.each<[string, string, string[]]>([
  ["no link", "Hello", []],
  ["one at the end of a sentence", "See https://example.com/a.", ["https://example.com/a"]],
  ["one in brackets", "(see http://example.com/a?b=c#d)", ["http://example.com/a?b=c#d"]],
  ["one that comes twice", "https://e.com/a https://e.com/a", ["https://e.com/a"]],
  ["what has no scheme stays", "example.com and ftp://example.com", []],
  ["what would run stays", "javascript:alert(1) data:text/html,hi", []],
  ["what is no address stays", "https://", []],
  ["capitals", "HTTPS://EXAMPLE.COM/A", ["HTTPS://EXAMPLE.COM/A"]],
])("links in a text: %s", (_rule, text, links) => {
  expect(linksIn(text)).toEqual(links);
});

test("no more links than the limit are shortened", () => {
  const text = Array.from({ length: SHORT_LINKS_MAX + 1 }, (_, index) => `https://e.com/${index}`).join(" ");
  expect(linksIn(text)).toHaveLength(SHORT_LINKS_MAX);
});

test("each link is replaced as a whole, wherever it stands, and nothing else", () => {
  const links = [
    { url: "https://e.com/a", shown: "S1" },
    { url: "https://e.com/ab", shown: "$&" },
  ];
  expect(withShortLinks("https://e.com/a, https://e.com/ab! https://e.com/c", links)).toBe("S1, $&! https://e.com/c");
});

const NOW = new Date("2026-01-01T00:00:00Z");
describe("what a short link begins with", () => {
  const later = new Date("2026-02-01T00:00:00Z");
  test.each<[string, Parameters<typeof linkBase>[0], string | null]>([
    [
      "our own address as it is",
      { host: "localhost:3000", disableHttps: false, certificate: null },
      "http://localhost:3000/",
    ],
    [
      "another with a certificate",
      { host: "e.co", disableHttps: false, certificate: { managed: false, expiresAt: later } },
      "https://e.co/",
    ],
    [
      "another with one that is kept for us",
      { host: "e.co", disableHttps: false, certificate: { managed: true, expiresAt: null } },
      "https://e.co/",
    ],
    ["another without one: nothing", { host: "e.co", disableHttps: false, certificate: null }, null],
    [
      "another with one that is over: nothing",
      { host: "e.co", disableHttps: false, certificate: { managed: false, expiresAt: NOW } },
      null,
    ],
    ["no scheme where that was asked for", { host: "e.co", disableHttps: true, certificate: null }, "e.co/"],
  ])("%s", (_rule, domain, base) => {
    expect(linkBase(domain, "http://localhost:3000", NOW)).toBe(base);
  });
});

test.each<[string, string | undefined]>([
  ["link.example.com", "link.example.com"],
  ["https://Link.Example.com/", "link.example.com"],
  ["http://localhost:3000", "localhost:3000"],
  ["https://e.com/path", undefined],
  ["https://user@e.com", undefined],
  ["ftp://e.com", undefined],
  ["a b", undefined],
  ["", undefined],
])("the host of %j is %j", (text, host) => {
  expect(readHost(text)).toBe(host);
});

test.each<[string, boolean]>([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", false],
  ["Mozilla/5.0 (Linux; Android 11; CUBOT X30) Chrome/120 Mobile Safari/537.36", false],
  ["facebookexternalhit/1.1 Facebot Twitterbot/1.0", true],
  ["WhatsApp/2.23.20.0", true],
  ["Mozilla/5.0 (compatible; Googlebot/2.1)", true],
  ["", true],
])("%j only previews: %s", (userAgent, expected) => {
  expect(isPreview(userAgent)).toBe(expected);
});

test.each<[string, string | undefined]>([
  ["https://example.com/ü?a=b c#d", "https://example.com/%C3%BC?a=b%20c#d"],
  ["javascript:alert(1)", undefined],
  ["//example.com", undefined],
  ["/home", undefined],
])("%j leads to %j", (url, location) => {
  expect(locationOf(url)).toBe(location);
});
