import type { VerificationDetails } from "@/lib/domain/toll-free-verification";

export const USECASE: Record<VerificationDetails["useCaseCategories"][number], string> = {
  TWO_FACTOR_AUTHENTICATION: "One-time codes",
  ACCOUNT_NOTIFICATIONS: "Account notifications",
  CUSTOMER_CARE: "Customer care",
  CHARITY_NONPROFIT: "Charity",
  DELIVERY_NOTIFICATIONS: "Deliveries",
  FRAUD_ALERT_MESSAGING: "Fraud alerts",
  EVENTS: "Events",
  HIGHER_EDUCATION: "Higher education",
  K12: "Schools (K-12)",
  MARKETING: "Marketing",
  POLLING_AND_VOTING_NON_POLITICAL: "Polls, not political",
  POLITICAL_ELECTION_CAMPAIGNS: "Political campaigns",
  PUBLIC_SERVICE_ANNOUNCEMENT: "Public service",
  SECURITY_ALERT: "Security alerts",
};

export const OPT_IN: Record<VerificationDetails["optInType"], string> = {
  WEB_FORM: "A form on a website",
  VIA_TEXT: "A text with a keyword",
  PAPER_FORM: "A form on paper",
  MOBILE_QR_CODE: "A QR code",
  VERBAL: "Spoken: add the words under Anything else",
  IMPORT: "An imported list",
  IMPORT_PLEASE_REPLACE: "An imported list, to be replaced",
};

/** Messages a month. @source behaviour §7.2 */
export const VOLUMES = [
  "10",
  "100",
  "1,000",
  "10,000",
  "100,000",
  "250,000",
  "500,000",
  "750,000",
  "1,000,000",
  "5,000,000",
  "10,000,000+",
];
