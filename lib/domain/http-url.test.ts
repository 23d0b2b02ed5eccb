import { expect, test } from "vitest";
import { isHttpUrl } from "./http-url";

test.each([
  ["https is a webhook's address", "https://example.com/sms?x=1", true],
  ["a local port is one", "http://localhost:1234/x", true],
  ["connection overrides stand in the fragment", "https://example.com/#rc=2&rp=all", true],
  ["a login in the address is kept", "https://user:secret@example.com/", true],
  ["an underscore in the host is refused", "https://my_host.example.com/", false],
  ["an underscore in the path is not", "https://example.com/my_path", true],
  ["another scheme is refused", "ftp://example.com/", false],
  ["a missing scheme is refused", "example.com/sms", false],
  ["a blank inside is refused", "https://example.com/a b", false],
  ["a missing host is refused", "https://", false],
  ["4,001 characters are refused", `https://example.com/${"a".repeat(3_981)}`, false],
])("%s", (_rule, text, valid) => {
  expect(isHttpUrl(text)).toBe(valid);
});
