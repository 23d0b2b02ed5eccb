import { expect, test } from "vitest";
import { lookUp } from "@/lib/domain/number-lookup";

test.each([
  ["a number in full", "+14159929960", "US", "+14159929960", "US", "(415) 992-9960"],
  ["a national one, by its country", "07772 000001", "gb", "+447772000001", "GB", "07772 000001"],
  ["one that only the simulated carrier sells", "+14155550123", "US", "+14155550123", "US", "(415) 555-0123"],
])("%s is valid", (_rule, text, from, phoneNumber, country, nationalFormat) => {
  expect(lookUp(text, from)).toMatchObject({ phoneNumber, country, nationalFormat, faults: [] });
});

test.each([
  ["letters", "abc", "US", "NOT_A_NUMBER"],
  ["nothing", "", "US", "NOT_A_NUMBER"],
  ["a NUL byte in it", "+1415555012\u0000", "US", "NOT_A_NUMBER"],
  ["too few digits", "+1555", "US", "TOO_SHORT"],
  ["too many digits", "+141599299600", "US", "TOO_LONG"],
  ["digits without end", "1".repeat(5_000), "US", "TOO_LONG"],
  ["a calling code nobody has", "+999123456", "US", "INVALID_COUNTRY_CODE"],
  ["a country that is none", "4155550123", "ZZ", "INVALID_COUNTRY_CODE"],
  ["an area code that is not assigned", "+15553332222", "US", "INVALID_BUT_POSSIBLE"],
])("%s is not: %s", (_rule, text, country, fault) => {
  expect(lookUp(text, country)).toMatchObject({ country: null, nationalFormat: null, lineType: null, faults: [fault] });
});

test.each([
  ["a mobile number", "+447772000001", "mobile"],
  ["a landline", "+442071838750", "landline"],
  ["a toll-free number", "+18005550100", "tollFree"],
  ["a number of the simulated carrier", "+14155550123", "nonFixedVoip"],
  ["where the plan has both alike, nothing is made up", "+14159929960", null],
])("the line type: %s", (_rule, text, type) => {
  expect(lookUp(text).lineType).toBe(type);
});
