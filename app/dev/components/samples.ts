import type { MessageStatus } from "@/lib/domain/message-status";

/** Fixed, so that two screenshots differ only where the components do. */
export const NOW = new Date("2026-05-05T14:03:22.120Z");

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS);
const sid = (prefix: string, number: number) => `${prefix}019692${number.toString(16).padStart(26, "a")}`;

export type SampleMessage = {
  sid: string;
  at: Date;
  service: string | null;
  direction: "Outgoing" | "Incoming" | "Reply";
  from: string;
  to: string;
  segments: number;
  status: MessageStatus;
  trouble?: { cause: string; code: number };
};

const STATUSES: MessageStatus[] = [
  "delivered",
  "sent",
  "queued",
  "delivered",
  "undelivered",
  "received",
  "failed",
  "read",
  "scheduled",
  "canceled",
];

const TROUBLE: Partial<Record<MessageStatus, SampleMessage["trouble"]>> = {
  undelivered: { cause: "Unregistered number", code: 30034 },
  failed: { cause: "Validity period expired", code: 30036 },
};

export const MESSAGES: SampleMessage[] = STATUSES.map((status, place) => {
  const incoming = status === "received";
  return {
    sid: sid("SM", place + 10),
    at: ago(place * 7),
    service:
      place % 4 === 3 ? null : place % 4 === 1 ? "One-time codes for the German and Austrian shops" : "Reminders",
    direction: incoming ? "Incoming" : place === 7 ? "Reply" : "Outgoing",
    from: incoming ? "+14155550199" : place % 3 === 0 ? "ACME" : "+14155550134",
    to: incoming ? "+14155550134" : place % 2 === 0 ? "+14155550199" : "+4915123456789",
    segments: (place % 3) + 1,
    status,
    trouble: TROUBLE[status],
  };
});

/** A day in hours: a working day's shape, a carrier's trouble at 02:00, and two buckets that still settle. */
const HOURS = Array.from({ length: 24 }, (_, place) => {
  const hour = (place + 15) % 24;
  const volume = Math.round(160 + 620 * Math.max(0, Math.sin(((hour - 5) / 24) * 2 * Math.PI)) + ((place * 37) % 60));
  return { hour, volume, trouble: hour === 2 || hour === 3 ? 0.34 : 0.018, newest: 23 - place };
});

const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;

export const BUCKETS = HOURS.map(({ hour, volume, trouble, newest }) => {
  const waiting = newest < 2 ? Math.round(volume * (0.22 - newest * 0.16)) : 0;
  const undelivered = Math.round(volume * trouble);
  const failed = Math.round(volume * trouble * 0.4);
  const sent = newest < 3 ? Math.round(volume * (0.3 - newest * 0.09)) : Math.round(volume * 0.02);
  return {
    label: clock(hour),
    title: `${hour >= 15 ? "4 May" : "5 May"}, ${clock(hour)}–${clock(hour + 1)}`,
    values: { delivered: volume - waiting - undelivered - failed - sent, sent, waiting, undelivered, failed },
    href: "/dev/components",
    settling: newest < 2,
  };
});

export const BEFORE = HOURS.map(({ volume }, place) => Math.round(volume * (0.92 + ((place * 13) % 10) / 80)));

export const EDGES = Array.from({ length: 25 }, (_, place) => ago((24 - place) * 60).toISOString());

export const SPARK = HOURS.map(({ volume }) => volume);

export const NODE_SAMPLE = `import twilio from "twilio";

const client = twilio(process.env.ACCOUNT_SID, process.env.AUTH_TOKEN);

const message = await client.messages.create({
  messagingServiceSid: "MG019692aaaaaaaaaaaaaaaaaaaaaaaa0a",
  to: "+14155550199",
  body: "Hello from your Messaging Service!",
});
console.log(message.sid);
`;

export const CURL_SAMPLE = `curl -X POST http://localhost:3000/2010-04-01/Accounts/$ACCOUNT_SID/Messages.json \\
  -u $ACCOUNT_SID:$AUTH_TOKEN \\
  --data-urlencode "MessagingServiceSid=MG019692aaaaaaaaaaaaaaaaaaaaaaaa0a" \\
  --data-urlencode "To=+14155550199" \\
  --data-urlencode "Body=Hello from your Messaging Service!"
`;
