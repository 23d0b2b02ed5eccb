import type { WebhookAttempt } from "@/lib/domain/message-event";

/** Which webhook requests, or, of a replay, which events by their last request. What is left out asks for nothing. */
export type WebhookAttemptFilter = {
  readonly messageId?: string;
  readonly serviceId?: string;
  /** Made at this time or later. */
  readonly since?: Date;
  /** Made before. */
  readonly until?: Date;
  readonly status?: "failed" | "succeeded";
};

/** The first parameter of an inbound webhook: with GET, what stands before it in the query is the endpoint's own. */
const FIRST_INBOUND = "ToCountry=";

/**
 * What a recorded request said, and to which address, so that it can be said again and signed anew.
 * @source behaviour §4.1, §4.2 (order of the parameters; GET puts them in the query)
 */
export function saidBy({ method, url, requestBody }: Pick<WebhookAttempt, "method" | "url" | "requestBody">): {
  url: string;
  params: Record<string, string>;
} {
  if (method !== "GET") return { url, params: Object.fromEntries(new URLSearchParams(requestBody)) };
  const at = url.search(new RegExp(`[?&]${FIRST_INBOUND}`));
  if (at < 0) return { url, params: {} };
  return { url: url.slice(0, at), params: Object.fromEntries(new URLSearchParams(url.slice(at + 1))) };
}
