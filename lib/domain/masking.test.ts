import { expect, test } from "vitest";
import { maskedHeaders, withoutPassword } from "@/lib/domain/masking";

test("headers that sign in are not shown, whatever their case", () => {
  expect(maskedHeaders({ Authorization: "Basic b3dsOmhvbw==", "set-cookie": "a=1", Accept: "*/*" })).toEqual({
    Authorization: "••••",
    "set-cookie": "••••",
    Accept: "*/*",
  });
});

test.each([
  ["a password", "https://owl:hoo@owl.example/x?a=b:c@d", "https://owl:••••@owl.example/x?a=b:c@d"],
  ["no password", "https://owl.example:8443/x@y", "https://owl.example:8443/x@y"],
])("of a URL with %s the rest is shown", (_rule, url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});
