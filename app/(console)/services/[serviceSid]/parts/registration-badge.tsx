import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/lib/domain/message-status";
import type { NumberType, Registration } from "@/lib/domain/settings";

const WORDS: Record<Registration, { numbers: string; tollFree: string; tone: Tone }> = {
  none: { numbers: "Not registered", tollFree: "Not verified", tone: "warn" },
  pending: { numbers: "In review", tollFree: "In review", tone: "warn" },
  rejected: { numbers: "Rejected", tollFree: "Rejected", tone: "bad" },
  suspended: { numbers: "Suspended", tollFree: "Suspended", tone: "bad" },
  verified: { numbers: "Registered", tollFree: "Verified", tone: "good" },
};

/** Whether carriers know the sender. Elsewhere than in the US and Canada nobody asks. @source behaviour §7.1, §7.2 */
export function RegistrationBadge({
  type,
  country,
  registration,
}: {
  type: NumberType;
  country: string;
  registration: Registration;
}) {
  const asked = type === "toll-free" ? country === "US" || country === "CA" : type === "local" && country === "US";
  if (!asked) return <span className="text-quiet">Not needed</span>;
  const { numbers, tollFree, tone } = WORDS[registration];
  return <Badge tone={tone}>{type === "toll-free" ? tollFree : numbers}</Badge>;
}
