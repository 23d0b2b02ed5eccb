import type { z } from "zod";
import type { CreateVerification } from "@/lib/operations/toll-free-verifications";

/** What a careful business says: nobody turns it down. */

export const OWL_CAFE: Omit<z.infer<typeof CreateVerification>, "tollfreePhoneNumberSid"> = {
  businessName: "Owl, Inc.",
  businessWebsite: "https://owl.example.com",
  notificationEmail: "support@owl.example.com",
  useCaseCategories: ["TWO_FACTOR_AUTHENTICATION", "MARKETING"],
  useCaseSummary: "One-time codes, and a coupon a month for guests who asked for it.",
  productionMessageSample: "Owl Cafe: your code is 123456. Reply STOP to opt out.",
  optInImageUrls: ["https://owl.example.com/opt-in.png"],
  optInType: "WEB_FORM",
  messageVolume: "1,000",
};

export const OWL_CAMPAIGN = {
  description: "Tells guests of Owl Cafe when their table is ready, once for each visit.",
  messageFlow:
    "Guests give their number at the door and are told that they will get one text when their table is ready.",
  messageSamples: ["Owl Cafe: your table is ready.", "Owl Cafe: your table waits 10 more minutes. STOP to opt out."],
  usAppToPersonUsecase: "ACCOUNT_NOTIFICATION",
  hasEmbeddedLinks: false,
  hasEmbeddedPhone: false,
};

/** The same as a form says it: `businessName` is `BusinessName`. */
export const inWireNames = (fields: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), value]));
