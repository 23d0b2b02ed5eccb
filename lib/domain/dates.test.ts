import { expect, test } from "vitest";
import { iso8601, parseIso8601, rfc2822 } from "@/lib/domain/dates";

test.each([
  ["the seed's date", "2023-08-24T05:01:45.999Z", "Thu, 24 Aug 2023 05:01:45 +0000", "2023-08-24T05:01:45Z"],
  ["a day below ten has two digits", "2024-02-09T00:00:00Z", "Fri, 09 Feb 2024 00:00:00 +0000", "2024-02-09T00:00:00Z"],
])("%s is written in both dialects", (_rule, date, in2010, inV1) => {
  expect(rfc2822(new Date(date))).toBe(in2010);
  expect(iso8601(new Date(date))).toBe(inV1);
});

test.each([
  ["a UTC time", "2030-01-31T12:00:00Z", "2030-01-31T12:00:00.000Z"],
  ["a time with an offset", "2030-01-31T12:00:00+02:00", "2030-01-31T10:00:00.000Z"],
  ["milliseconds", "2030-01-31T12:00:00.250Z", "2030-01-31T12:00:00.250Z"],
  ["a time without seconds", "2030-01-31T12:00Z", "2030-01-31T12:00:00.000Z"],
  ["a day is its first moment", "2030-01-31", "2030-01-31T00:00:00.000Z"],
  ["a leap day", "2028-02-29", "2028-02-29T00:00:00.000Z"],
])("%s is read", (_rule, text, expected) => {
  expect(parseIso8601(text)?.toISOString()).toBe(expected);
});

test.each([
  ["a time without a zone", "2030-01-31T12:00:00"],
  ["a day that does not exist", "2030-02-30"],
  ["an hour that does not exist", "2030-01-31T25:00:00Z"],
  ["RFC 2822", "Thu, 24 Aug 2023 05:01:45 +0000"],
  ["a number", "1692853305"],
  ["nothing", ""],
])("%s is not", (_rule, text) => {
  expect(parseIso8601(text)).toBeUndefined();
});
