import { expect, test } from "vitest";
import { oneTimeCode } from "@/lib/domain/one-time-code";

test.each([
  ["after the word", "Your verification code is 482913.", "482913"],
  ["before the word", "482913 is your Acme code", "482913"],
  ["after a colon", "Code: 4829", "4829"],
  ["of eight digits", "OTP 48291374 expires in 10 minutes", "48291374"],
  ["parted by a hyphen", "Your code: 482-913", "482913"],
  ["parted by a blank", "PIN 482 913", "482913"],
  ["with a prefix", "G-482913 is your Google verification code.", "482913"],
  ["of capitals and digits", "Use token 8F3K2Q to sign in", "8F3K2Q"],
  ["bound to an origin", "747723 is your code.\n\n@example.com #747723", "747723"],
  ["bound to an origin, with letters", "Sign in\n@example.com #aB3-x9", "aB3-x9"],
  ["in brackets", "[482913] Your login code", "482913"],
  ["beside a year", "Acme 2026: your code is 482913", "482913"],
  ["beside a card's last digits", "Confirm the payment with card *1234 by code 482913", "482913"],
  ["beside a phone number", "Code 482913. Not you? Call +1 415 555 0134", "482913"],
  ["beside a written phone number", "Call (415) 555-0134 or use code 4829", "4829"],
  ["beside an amount", "Code 482913 confirms $12500", "482913"],
  ["beside a time", "Your code until 18:30 is 4829", "4829"],
  ["beside a date", "2026-01-31: code 482913", "482913"],
  ["beside a link", "Code 482913, or open https://example.com/verify/993311", "482913"],
  ["nearest to the word, of two", "Order 555123: pickup, your code is 482913", "482913"],
  ["in German", "Ihr Bestätigungscode lautet 482913", "482913"],
  ["in Spanish", "482913 es tu código de Acme", "482913"],
  ["in Russian", "Ваш код: 482913", "482913"],
  ["in Chinese", "您的验证码是482913，请勿泄露", "482913"],
  ["in Arabic", "رمز التحقق 482913", "482913"],
  ["none: no word for it", "Your table is ready at 1930 for 4829", undefined],
  ["none: a word and no digits", "Enter the code we sent you", undefined],
  ["none: too few digits", "Your code is 123", undefined],
  ["none: too many", "Your code is 123456789", undefined],
  ["none: only a link", "Confirm at https://example.com/482913", undefined],
  ["none: only an amount", "Please confirm the payment of 1250.00", undefined],
  ["none: a word in capitals", "Your CODE is in the ENVELOPE", undefined],
  ["none: nothing", "", undefined],
])("the code %s", (_where, text, code) => {
  expect(oneTimeCode(text)).toBe(code);
});

test("a long text is read in no time", () => {
  const startedAt = performance.now();
  for (const text of [
    "1".repeat(1_600),
    "1-".repeat(800),
    "code 1 ".repeat(228),
    "+1 ".repeat(533),
    "A1".repeat(800),
  ]) {
    oneTimeCode(text);
  }
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
