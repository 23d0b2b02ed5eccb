import { isFinal, type MessageStatus } from "@/lib/domain/message-status";

/** What a carrier says about a message it was given; `accepted` is any news on the way (SMPP ENROUTE, ACCEPTD). */
export type ReceiptStatus = "accepted" | "delivered" | "undelivered" | "read";

export type Receipt = {
  readonly status: ReceiptStatus;
  /** Why it was not delivered. */
  readonly errorCode?: number;
};

/** Why a receipt changed nothing, and the sentence that says so beside the delivery steps. */
export const IGNORED = {
  repeated: "The carrier had said this before.",
  late: "The message already had its final status.",
  early: "The message had not been handed to a carrier.",
  "no news": "The carrier only confirmed that it has the message.",
} as const;

export type Applied =
  | {
      readonly to: MessageStatus;
      /** Statuses that the receipt proves were passed unseen; they are recorded and told first, in this order. */
      readonly via: readonly MessageStatus[];
      readonly errorCode?: number;
    }
  | { readonly ignored: keyof typeof IGNORED };

const STEPS: readonly MessageStatus[] = ["sending", "sent", "delivered", "read"];

/**
 * What a receipt does to a message of this status. A receipt that overtakes the answer to its submit proves the submit;
 * one that comes late or again changes nothing, so a final status never moves back.
 * @source behaviour §1.2; trust R12
 */
export function applyReceipt(status: MessageStatus, receipt: Receipt): Applied {
  if (receipt.status === "accepted") return status === "sending" ? { to: "sent", via: [] } : { ignored: "no news" };
  if (receipt.status === status) return { ignored: "repeated" };
  if (receipt.status === "read" && status === "delivered") return { to: "read", via: [] };
  if (receipt.status === "delivered" && status === "read") return { ignored: "repeated" };
  if (isFinal(status)) return { ignored: "late" };
  const from = STEPS.indexOf(status);
  if (from < 0) return { ignored: "early" };
  if (receipt.status === "undelivered") {
    return { to: "undelivered", via: STEPS.slice(from + 1, 2), errorCode: receipt.errorCode ?? UNKNOWN_ERROR };
  }
  return { to: receipt.status, via: STEPS.slice(from + 1, STEPS.indexOf(receipt.status)) };
}

/** @source behaviour §3.5: what an undelivered message gets when the carrier names no reason */
const UNKNOWN_ERROR = 30008;
