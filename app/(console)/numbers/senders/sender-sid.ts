import type { OwnedSender } from "@/lib/domain/owned-sender";
import { toSid } from "@/lib/domain/sid";

/** Short codes and channel senders have prefixes of their own. @source behaviour §10.5 */
export const senderSid = ({ id, kind }: Pick<OwnedSender, "id" | "kind">) =>
  toSid(kind === "short-code" ? "SC" : "XE", id);
