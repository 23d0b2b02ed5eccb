import { Info } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";

/** What the words mean. @source console §6 ("Definitions") */
const DEFINITIONS = [
  [
    "Confirmed delivered",
    "Delivered and read, of all that have a final answer. Under 30 answers the counts are shown.",
  ],
  ["Status OK", "Delivered, read, and sent without a receipt."],
  ["With errors", "Undelivered and failed."],
  ["In flight", "Younger than five minutes and without a final answer: no failure yet. The newest bars still settle."],
  ["Incoming failed", "Could not be taken in. What an endpoint answered stands with its message."],
  ["Never counted in a share", "Incoming, canceled and refused messages."],
  ["Where it counts", "In the minute or hour in which the message was created."],
] as const;

export function Definitions() {
  return (
    <Popover
      label="How these are counted"
      className="w-96"
      trigger={
        <Button variant="ghost" size="sm" iconOnly aria-label="How these are counted" className="text-quiet">
          <Info aria-hidden />
        </Button>
      }
    >
      <dl className="flex flex-col gap-2">
        {DEFINITIONS.map(([word, meaning]) => (
          <div key={word}>
            <dt className="font-medium">{word}</dt>
            <dd className="text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
