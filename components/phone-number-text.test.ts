import { expect, test } from "vitest";
import { phoneNumberText } from "@/components/phone-number-text";

test.each([
  ["North America in 3-3-4", "+14155550134", "+1 415 555 0134"],
  ["a two-digit country code", "+4915123456789", "+49 151 234 567 89"],
  ["a three-digit country code", "+35312345678", "+353 123 456 78"],
  ["no group of one digit at the end", "+4412345678901", "+44 123 456 7890 1".replace("7890 1", "789 01")],
  ["seven digits", "+4721234567", "+47 212 345 67"],
  ["ten digits abroad end in four", "+447700900123", "+44 770 090 0123"],
  ["a short code stays", "12345", "12345"],
  ["a name stays", "ACME", "ACME"],
])("%s", (_rule, address, expected) => {
  expect(phoneNumberText(address)).toBe(expected);
});
