import { expect, test } from "vitest";
import { formOf } from "@/lib/domain/webhook-request";

test.each<Record<string, string>>([
  {},
  { Body: "" },
  { SmsSid: "SM0123", To: "+15553332222", ApiVersion: "2010-04-01" },
  { Body: "Tea for two? 100 % — “yes” & no; it's (almost) done!~*._-" },
  { "Odd name&=": "🫖\r\n\t\u0000", Half: "\ud83e" },
])("a form is written as URLSearchParams writes it: %j", (params) => {
  expect(formOf(params)).toBe(new URLSearchParams(params).toString());
});
