import { alphaSupport } from "@/lib/domain/alpha-sender";
import type { AccountSettings, Registration, SenderType } from "@/lib/domain/settings";

/** Codes a compliance gate stops a message with. @source behaviour §7.1–7.3, §3.5 */
export type ComplianceCode = 21408 | 30032 | 30033 | 30034 | 30035 | 30040;

export type Block = {
  readonly code: ComplianceCode;
  /** False while the gate is in sandbox: the message goes on, and the console says what live would do. */
  readonly enforced: boolean;
};

type Gates = Pick<AccountSettings, "geoMode" | "longCodeMode" | "tollFreeMode" | "alphaMode" | "geoCountries">;

/**
 * Whether the account may send to a country at all; a recipient of no country is allowed by no list.
 * @source behaviour §7.3
 */
export function geoBlock(country: string | null, account: Gates): Block | undefined {
  if (country !== null && account.geoCountries.includes(country)) return undefined;
  return { code: 21408, enforced: account.geoMode === "live" };
}

/**
 * Whether carriers let this sender through to a country: toll-free numbers to the US and Canada need a verification, US
 * long codes to the US a campaign, and names in some countries a registration.
 * @source behaviour §7.1, §7.2, §2.7
 */
export function registrationBlock(
  sender: { readonly type: SenderType; readonly country: string | null; readonly registration: Registration },
  country: string | null,
  account: Gates,
): Block | undefined {
  if (sender.registration === "verified") return undefined;
  if (sender.type === "toll-free" && (country === "US" || country === "CA")) {
    return { code: 30032, enforced: account.tollFreeMode === "live" };
  }
  if (sender.type === "local" && sender.country === "US" && country === "US") {
    return { code: LONG_CODE[sender.registration], enforced: account.longCodeMode === "live" };
  }
  if (sender.type === "alphanumeric" && alphaSupport(country) === "preregister") {
    return { code: 30040, enforced: account.alphaMode === "live" };
  }
  return undefined;
}

const LONG_CODE = { none: 30034, rejected: 30034, pending: 30035, suspended: 30033 } as const;
