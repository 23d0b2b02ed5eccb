/** The one- and two-digit country codes; every other one has three digits, and none is the beginning of another. */
const SHORT_CODES = new Set(
  "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(
    " ",
  ),
);

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A number as people read it: country code apart, the rest in groups of three, never a last group of one.
 * A table of each country's habits would cost the browser 40 kB; this keeps the digits easy to compare instead.
 * @returns "+1 415 555 0134", "+49 151 234 567 89"; short codes and alphanumeric senders as they are
 * @source ITU-T E.164 (assigned country codes)
 */
export function phoneNumberText(address: string): string {
  if (!E164.test(address)) return address;
  const digits = address.slice(1);
  const code = [1, 2].map((length) => digits.slice(0, length)).find((head) => SHORT_CODES.has(head));
  const country = code ?? digits.slice(0, 3);
  const national = digits.slice(country.length);
  const groups =
    country === "1" && national.length === 10
      ? [national.slice(0, 3), national.slice(3, 6), national.slice(6)]
      : (national.match(/\d{3}(?!\d$)|\d+$/g) ?? []);
  return `+${[country, ...groups].join(" ")}`;
}
