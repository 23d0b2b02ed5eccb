import type { NumberType, SenderType } from "@/lib/domain/settings";

/** Types as people say them. */
export const NUMBER_TYPE: Record<NumberType, string> = { local: "Local", mobile: "Mobile", "toll-free": "Toll-free" };

/** Of everything that sends. */
export const SENDER_TYPE: Record<SenderType, string> = {
  ...NUMBER_TYPE,
  "short-code": "Short code",
  alphanumeric: "Alphanumeric",
  whatsapp: "WhatsApp",
  messenger: "Messenger",
  rcs: "RCS",
};
