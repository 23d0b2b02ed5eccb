import { countText, shareText } from "@/components/number-text";
import { explain } from "@/lib/domain/errors";
import type { Health } from "@/lib/domain/health";
import type { Tone } from "@/lib/domain/message-status";

/**
 * One sentence that says whether traffic is well, compared with the same hours last week.
 * @param span the stretch in words: "in the last 24 hours"
 */
export function healthText({ verdict, messages, delivered, usual, worstError }: Health, span: string): string {
  const counted = `${countText(messages)} ${messages === 1 ? "message" : "messages"} ${span}`;
  const share = shareText(delivered.part, delivered.whole);
  const before = usual && shareText(usual.part, usual.whole);
  const error = worstError === undefined ? "" : ` Most frequent error: ${worstError}, ${explain(worstError).name}.`;
  switch (verdict) {
    case "silent":
      return `Nothing was sent ${span}.`;
    case "stopped":
      return `Nothing was sent ${span}. In the same hours last week there was traffic.`;
    case "few":
      return delivered.whole === 0 ? `${counted}, none answered for yet.` : `${counted}, ${share} delivered.${error}`;
    case "flowing":
      return `All flowing. ${counted}, ${share} delivered${before ? ", usual for these hours" : ""}.`;
    case "better":
      return `All flowing. ${counted}, ${share} delivered, up from ${before} last week.`;
    case "worse":
    case "bad":
      return before
        ? `Delivery fell to ${share} from ${before} in the same hours last week.${error}`
        : `${counted}, only ${share} delivered.${error}`;
  }
}

export const healthTone = (verdict: Health["verdict"]): Tone =>
  (
    ({
      silent: "quiet",
      stopped: "bad",
      few: "quiet",
      flowing: "good",
      better: "good",
      worse: "warn",
      bad: "bad",
    }) as const
  )[verdict];
