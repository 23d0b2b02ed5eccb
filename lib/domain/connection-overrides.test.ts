import { expect, test } from "vitest";
import { DEFAULT_OVERRIDES, parseConnectionOverrides } from "@/lib/domain/connection-overrides";

test.each([
  ["no fragment is the default: one more try when no connection could be made", "https://example.com/", {}],
  [
    "each setting can be given",
    "https://example.com/#ct=1000&rt=2000&tt=3000&rc=2",
    { connectMs: 1_000, readMs: 2_000, totalMs: 3_000, retries: 2 },
  ],
  ["causes are a list", "https://example.com/#rp=4xx,rt", { retryOn: new Set(["4xx", "rt"]) }],
  ["all is every cause", "https://example.com/#rp=all", { retryOn: new Set(["4xx", "5xx", "ct", "rt"]) }],
  ["the server name can be left out", "https://example.com/#sni=n", { sni: false }],
  ["no retry at all", "https://example.com/#rc=0", { retries: 0 }],
  ["the edge is passed over", "https://example.com/#e=dublin,sydney", {}],
  ["an ordinary fragment is passed over", "https://example.com/#section", {}],
  ["a name every object has is passed over", "https://example.com/#__proto__=1&constructor=1", {}],
  ["what stands in the query is no override", "https://example.com/?rc=5#rt=100", { readMs: 100 }],
])("%s", (_rule, url, expected) => {
  expect(parseConnectionOverrides(url)).toEqual({ ok: true, overrides: { ...DEFAULT_OVERRIDES, ...expected } });
});

test.each([
  "ct=99",
  "ct=10001",
  "rt=99",
  "rt=15001",
  "tt=15001",
  "rc=6",
  "rc=-1",
  "rc=1.5",
  "ct=",
  "rp=3xx",
  "rp=",
  "sni=yes",
])("%s is out of bounds", (setting) => {
  expect(parseConnectionOverrides(`https://example.com/#${setting}`)).toEqual({ ok: false, code: 11243, setting });
});
