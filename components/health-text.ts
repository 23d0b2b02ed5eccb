import { countText, shareText } from "@/components/number-text";
import { explain } from "@/lib/domain/errors";
import type { Health, Verdict } from "@/lib/domain/health";
import type { Share } from "@/lib/domain/insights";
import type { Tone } from "@/lib/domain/message-status";

const HEADS: Record<Verdict, { tone: Extract<Tone, "good" | "quiet" | "warn" | "bad">; head: string }> = {
  silent: { tone: "quiet", head: "Nothing was sent." },
  stopped: { tone: "warn", head: "Sending has stopped." },
  few: { tone: "quiet", head: "Too few to judge." },
  flowing: { tone: "good", head: "All flowing." },
  better: { tone: "good", head: "Better than usual." },
  worse: { tone: "warn", head: "Worse than usual." },
  bad: { tone: "bad", head: "Delivery has fallen." },
};

/**
 * Whether traffic is healthy, in words: a verdict, and the numbers it rests on.
 * @param range "the last 24 hours"
 */
export function healthText(health: Health, range: string): { tone: Tone; head: string; sentence: string } {
  const { tone, head } = HEADS[health.verdict];
  const isPoor = health.verdict === "bad" && !health.usual;
  return { tone, head: isPoor ? "Delivery is poor." : head, sentence: sentenceOf(health, range) };
}

function sentenceOf({ verdict, messages, delivered, usual, worstError }: Health, range: string): string {
  if (verdict === "silent") return `No outgoing messages in ${range}.`;
  if (verdict === "stopped")
    return `No outgoing messages in ${range}, where there were some in the same hours last week.`;
  const sent = `${countText(messages)} ${messages === 1 ? "message" : "messages"} in ${range}`;
  const arrived = delivered.whole === 0 ? "none with a final answer yet" : `${textOf(delivered)} delivered`;
  const before = usual ? `, ${textOf(usual)} in the same hours last week` : "";
  const { name, party } = worstError === undefined ? { name: "", party: "" } : explain(worstError);
  const worst = worstError === undefined ? "" : ` Most failures: ${name} (${worstError}, ${party.toLowerCase()}).`;
  return `${sent}, ${arrived}${before}.${worst}`;
}

const textOf = ({ part, whole }: Share) => shareText(part, whole);
