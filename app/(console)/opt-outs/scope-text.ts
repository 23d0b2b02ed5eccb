import { fromSid } from "@/lib/domain/sid";

/** A scope as one value of a form or an address: a service's SID, or a number. */
export type ScopeValue = { serviceId: string; sender: null } | { serviceId: null; sender: string };

/** @returns undefined for a text that names neither */
export function readScope(text: string): ScopeValue | undefined {
  const serviceId = fromSid("MG", text);
  if (serviceId !== undefined) return { serviceId, sender: null };
  return /^\+\d{4,15}$/.test(text) ? { serviceId: null, sender: text } : undefined;
}
