import { expect, test } from "vitest";
import { returnPath, signInPath } from "@/lib/domain/return-path";

test.each([
  [
    "a page with its filters is kept",
    "/logs/messages?status=failed&to=%2B1415",
    "/logs/messages?status=failed&to=%2B1415",
  ],
  ["nothing asked leads home", undefined, "/"],
  ["another site leads home", "https://evil.example/", "/"],
  ["a scheme-relative address leads home", "//evil.example/x", "/"],
  ["a backslash, which browsers read as a slash, leads home", "/\\evil.example", "/"],
  ["a tab, which browsers drop, leads home", "/\t/evil.example", "/"],
  ["dots do not lead out", "/..//evil.example", "/"],
  ["a script leads home", "javascript:alert(1)", "/"],
  ["signing in twice leads home", "/sign-in?next=/", "/"],
])("%s", (_rule, asked, path) => {
  expect(returnPath(asked)).toBe(path);
});

test("the sign-in link carries the page only when it is not home", () => {
  expect(signInPath("/")).toBe("/sign-in");
  expect(signInPath("/numbers/buy?country=US")).toBe("/sign-in?next=%2Fnumbers%2Fbuy%3Fcountry%3DUS");
});
