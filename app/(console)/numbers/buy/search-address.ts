import type { QueryInput } from "@/lib/console/queries";

export type Search = Required<QueryInput<"numbers.find">>;

/** The same search as an address; what is as usual is left out. */
export function paramsFromSearch({ country, type, text, match, sms, mms, voice }: Search): string {
  const params = new URLSearchParams({ country, type });
  if (text.trim()) params.set("q", text.trim());
  if (match !== "starts") params.set("match", match);
  if (!sms) params.set("sms", "any");
  if (mms) params.set("mms", "yes");
  if (voice) params.set("voice", "yes");
  return params.toString();
}
