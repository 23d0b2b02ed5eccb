import { Building2, RadioTower, Send, Smartphone, Webhook } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Party } from "@/lib/domain/errors";

const ICON = {
  "Your request": Send,
  Senderpool: Building2,
  Carrier: RadioTower,
  Recipient: Smartphone,
  "Your endpoint": Webhook,
} as const satisfies Record<Party, unknown>;

/** Blame as a column: who held the message. */
export function PartyTag({ party }: { party: Party }) {
  const Icon = ICON[party];
  return (
    <Badge>
      <Icon aria-hidden />
      {party}
    </Badge>
  );
}
