import type { ErrorCode } from "@/lib/domain/errors";

/**
 * Every account has a second name that only tries things out: under it nothing is stored, sent or paid for. Some numbers
 * stand for what can go wrong.
 * @source behaviour §3.8
 */

/** Turned over in an id; which ones does not matter. */
const MASK = 0x5e5d7e57;

/** The id in an account's test SID; of that id, the account's. */
export function testIdOf(accountId: string): string {
  const last = (Number.parseInt(accountId.slice(-8), 16) ^ MASK) >>> 0;
  return accountId.slice(0, -8) + last.toString(16).padStart(8, "0");
}

/** The sender, and the number to buy, that work. */
export const MAGIC_NUMBER = "+15005550006";

const FROM: Readonly<Record<string, ErrorCode>> = { "+15005550001": 21212, "+15005550008": 21611 };

const TO: Readonly<Record<string, ErrorCode>> = {
  "+15005550001": 21211,
  "+15005550002": 21612,
  "+15005550003": 21408,
  "+15005550004": 21610,
  "+15005550009": 21614,
};

/** What a message between these (E.164) is refused with; undefined: it would be sent. */
export function refusalOfSending(from: string, to: string): ErrorCode | undefined {
  if (from !== MAGIC_NUMBER) return FROM[from] ?? 21606;
  return TO[to];
}

/** What buying this number (E.164) is refused with; undefined: it would be bought. */
export function refusalOfBuying(phoneNumber: string): ErrorCode | undefined {
  if (phoneNumber === MAGIC_NUMBER) return undefined;
  return phoneNumber === "+15005550000" ? 21422 : 21421;
}

/** The same for any number of an area code. */
export const refusalOfAreaCode = (areaCode: string): ErrorCode | undefined => (areaCode === "500" ? undefined : 21452);
