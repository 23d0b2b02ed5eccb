import { expect, test } from "vitest";
import { trustedOrigins } from "@/lib/domain/trusted-origins";

test.each([
  [
    "a fresh start trusts its loopback names",
    ["http://localhost:3000", "127.0.0.1", 3000],
    ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"],
  ],
  [
    "a public address is trusted as it is written",
    ["https://sms.example.com/base", "10.0.0.5", 8080],
    [
      "https://sms.example.com",
      "http://localhost:8080",
      "http://127.0.0.1:8080",
      "http://[::1]:8080",
      "http://10.0.0.5:8080",
    ],
  ],
  [
    "an IPv6 address stands in brackets",
    ["http://[fd00::1]:3000", "fd00::1", 3000],
    ["http://[fd00::1]:3000", "http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"],
  ],
] as const)("%s", (_rule, [publicUrl, host, port], origins) => {
  expect(trustedOrigins(publicUrl, host, port)).toEqual(origins);
});
