import { Badge } from "@/components/ui/badge";
import { alphaSupport } from "@/lib/domain/alpha-sender";
import type { Tone } from "@/lib/domain/message-status";
import type { Registration, SenderType } from "@/lib/domain/settings";

const WORDS: Record<Registration, { numbers: string; tollFree: string; tone: Tone }> = {
  none: { numbers: "Not registered", tollFree: "Not verified", tone: "warn" },
  pending: { numbers: "In review", tollFree: "In review", tone: "warn" },
  rejected: { numbers: "Rejected", tollFree: "Rejected", tone: "bad" },
  suspended: { numbers: "Suspended", tollFree: "Suspended", tone: "bad" },
  verified: { numbers: "Registered", tollFree: "Verified", tone: "good" },
};

/** Whether carriers know the sender, where they ask: for numbers in the US and Canada. @source behaviour §7.1, §7.2 */
export function RegistrationBadge({
  type,
  country,
  registration,
}: {
  type: SenderType;
  country: string | null;
  registration: Registration;
}) {
  if (!isAsked(type, country)) return <span className="text-quiet">Not needed</span>;
  if (type === "alphanumeric" && country === null && registration === "none") {
    return <span className="text-quiet">Where asked</span>;
  }
  const { numbers, tollFree, tone } = WORDS[registration];
  return <Badge tone={tone}>{type === "toll-free" ? tollFree : numbers}</Badge>;
}

function isAsked(type: SenderType, country: string | null): boolean {
  switch (type) {
    case "toll-free":
      return country === "US" || country === "CA";
    case "local":
      return country === "US";
    case "alphanumeric":
      return country === null || alphaSupport(country) === "preregister";
    default:
      return false;
  }
}
