import type { FilterField, FindRule } from "@/components/filter-field";
import type { FilterParam } from "@/lib/domain/message-filter";
import { labelOf, MESSAGE_STATUSES } from "@/lib/domain/message-status";
import { toSid } from "@/lib/domain/sid";

/** Beyond this many a list of checkboxes helps nobody, and the SID is asked for. */
const LISTED_SERVICES_MAX = 100;

/** What the log can be filtered by, in the order it is offered. */
export function filterFields(
  services: readonly { id: string; friendlyName: string }[],
): readonly (FilterField & { key: FilterParam })[] {
  return [
    {
      key: "direction",
      label: "Direction",
      kind: "choice",
      options: [
        { value: "outgoing", label: "Outgoing" },
        { value: "incoming", label: "Incoming" },
        { value: "reply", label: "Reply" },
      ],
    },
    {
      key: "status",
      label: "Status",
      kind: "choice",
      options: [
        { value: "waiting", label: "Waiting (accepted, queued or sending)" },
        { value: "not-canceled", label: "All but canceled" },
        ...MESSAGE_STATUSES.map((status) => ({ value: status, label: labelOf(status) })),
      ],
    },
    services.length > LISTED_SERVICES_MAX
      ? { key: "service", label: "Service", kind: "text", placeholder: "MG…", help: "The service's SID, or none." }
      : {
          key: "service",
          label: "Service",
          kind: "choice",
          options: [
            ...services.map(({ id, friendlyName }) => ({ value: toSid("MG", id), label: friendlyName })),
            { value: "none", label: "No service" },
          ],
        },
    { key: "from", label: "From", kind: "text", placeholder: "+14155550134", help: "One sender, exactly." },
    { key: "to", label: "To", kind: "text", placeholder: "+14155550199", help: "One recipient, exactly." },
    { key: "sid", label: "Message SID", kind: "text", placeholder: "SM…" },
    { key: "error", label: "Error code", kind: "text", placeholder: "30003", help: "Five digits." },
    { key: "country", label: "Country", kind: "text", placeholder: "US", help: "Two letters, of the other party." },
  ];
}

/** What a text pasted into the box becomes. */
export const FIND_RULES: readonly (FindRule & { key: FilterParam })[] = [
  { pattern: "(SM|MM)[0-9a-f]{32}", key: "sid" },
  { pattern: "MG[0-9a-f]{32}", key: "service" },
  { pattern: "[1-9]\\d{4}", key: "error" },
  { pattern: "\\+?[1-9]\\d{6,14}", compact: true, key: "to" },
];
