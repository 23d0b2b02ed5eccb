import type { Chance } from "@/lib/domain/chance";
import type { MessageStatus } from "@/lib/domain/message-status";

/** The people, services and days of the demo. Everything is a function of its arguments, so two seeds tell the same story. */

export type StoryNumber = {
  readonly phoneNumber: string;
  readonly label: string;
  readonly registration?: "pending" | "verified";
  readonly smsUrl?: string;
};

export type StoryService = {
  /** Also the wizard's key, by which a second seed finds it. */
  readonly key: string;
  readonly friendlyName: string;
  readonly usecase: "notifications" | "verification" | "marketing" | "discussion" | "undeclared";
  readonly destinations: readonly string[];
  readonly numbers: readonly StoryNumber[];
  /** The first open wizard step; null once finished. */
  readonly setupStep: number | null;
  /** Messages a day, spread over the hours by {@link HOURS}. */
  readonly perDay: number;
  /** Where its status callbacks go. */
  readonly statusCallback?: string;
  /** Recipients' numbers begin with this; four digits follow. */
  readonly recipients: string;
  readonly texts: readonly string[];
};

const key = (place: number) => `5eed0000-0000-4000-8000-00000000000${place}`;

export const SERVICES: readonly StoryService[] = [
  {
    key: key(1),
    friendlyName: "Appointment reminders",
    usecase: "notifications",
    destinations: ["US", "CA"],
    numbers: [
      { phoneNumber: "+14155550134", label: "San Francisco front desk", registration: "verified" },
      { phoneNumber: "+14155550135", label: "San Francisco back office", registration: "verified" },
      { phoneNumber: "+14165550120", label: "Toronto clinic" },
    ],
    setupStep: null,
    perDay: 96,
    statusCallback: "https://hooks.acme.example/status",
    recipients: "+1415555",
    texts: [
      "Your appointment is tomorrow at 9:30. Reply YES to confirm.",
      "See you today at 14:00. Parking is behind the building.",
      "We moved your appointment to Friday 11:15. Reply NO if that does not suit you – we’ll find another time.",
    ],
  },
  {
    key: key(2),
    friendlyName: "One-time codes",
    usecase: "verification",
    destinations: ["US"],
    numbers: [{ phoneNumber: "+18885550110", label: "Toll-free codes", registration: "pending" }],
    setupStep: null,
    perDay: 60,
    recipients: "+1212555",
    texts: [
      "482913 is your Acme code. It is good for 5 minutes.",
      "730158 is your Acme code. It is good for 5 minutes.",
    ],
  },
  {
    key: key(3),
    friendlyName: "Support chat",
    usecase: "discussion",
    destinations: ["GB"],
    numbers: [{ phoneNumber: "+447700900012", label: "London support", smsUrl: "https://hooks.acme.example/replies" }],
    setupStep: null,
    perDay: 24,
    recipients: "+4477009001",
    texts: [
      "Your driver is at the north gate.",
      "Thanks, we are looking into it. 🙂 You will hear from us within the hour.",
    ],
  },
  {
    key: key(4),
    friendlyName: "Berlin newsletter",
    usecase: "marketing",
    destinations: ["DE", "US"],
    numbers: [{ phoneNumber: "+4917640690012", label: "Berlin" }],
    setupStep: null,
    perDay: 0,
    recipients: "+4917640691",
    texts: [],
  },
  {
    key: key(5),
    friendlyName: "Spring campaign",
    usecase: "marketing",
    destinations: ["US"],
    numbers: [],
    setupStep: 2,
    perDay: 0,
    recipients: "+1212555",
    texts: [],
  },
];

/** Bought, in no service, and silent. */
export const SPARE: StoryNumber = { phoneNumber: "+12125550150", label: "Spare, New York" };

export const API_KEYS = ["Shop, production", "Shop, staging"] as const;

/** Share of a day's messages by hour: few at night, most before noon. Sums to 1. */
const HOURS = [1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 8, 7, 6, 7, 7, 6, 6, 5, 4, 4, 3, 3, 2, 2].map((share) => share / 100);

/** Whenever the seed runs, it is three in the afternoon in the story, so there is something to see. */
const STORY_HOUR = 15;

export const STORY_DAYS = 8;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What became of a message, step by step. */
export type StoryMessage = {
  readonly service: StoryService;
  readonly at: Date;
  readonly direction: "outbound-api" | "inbound";
  /** Index into the service's numbers. */
  readonly number: number;
  readonly other: string;
  readonly body: string;
  /** Somebody sent a picture. */
  readonly picture: boolean;
  /** In order, each with the ms after the one before. */
  readonly steps: readonly { readonly name: MessageStatus; readonly afterMs: number }[];
  readonly errorCode: number | null;
  /** What the customer's endpoint answered to each callback; null: it did not answer. */
  readonly answer: number | null;
};

/** Outbound messages of the last days up to `now`, and the replies to some of them, oldest first. @param chance 0 ≤ x < 1 */
export function tellStory(now: Date, chance: Chance): StoryMessage[] {
  const lastHour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const firstHour = lastHour - STORY_DAYS * 24 * HOUR_MS;
  const told: StoryMessage[] = [];
  for (let hour = firstHour; hour <= now.getTime(); hour += HOUR_MS) {
    for (const service of SERVICES) {
      const share = HOURS[((((hour - lastHour) / HOUR_MS + STORY_HOUR) % 24) + 24) % 24] ?? 0;
      const count = Math.floor(service.perDay * share + chance());
      for (let place = 0; place < count; place += 1) {
        const at = new Date(hour + Math.floor(chance() * HOUR_MS));
        if (at.getTime() < now.getTime() - MINUTE_MS) told.push(...tellMessage(service, at, now, chance));
      }
    }
  }
  return told.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function tellMessage(service: StoryService, at: Date, now: Date, chance: Chance): StoryMessage[] {
  const number = Math.floor(chance() * service.numbers.length);
  const other = service.recipients + String(Math.floor(chance() * 10_000)).padStart(4, "0");
  const body = service.texts[Math.floor(chance() * service.texts.length)] ?? "";
  const end = endOf(service, number, at, now, chance());
  const common = { service, number, other, answer: chance() < 0.02 ? null : 204 };
  const between = () => Math.floor(chance() * 400) + 40;
  const names: MessageStatus[] =
    end.status === "failed" ? ["accepted", "queued", "sending", "failed"] : ["accepted", "queued", "sending", "sent"];
  if (end.status === "delivered" || end.status === "undelivered") names.push(end.status);
  const steps = names.map((name, place) => ({ name, afterMs: place === 0 ? 0 : place === 1 ? 0 : between() }));
  const sent: StoryMessage = {
    ...common,
    at,
    direction: "outbound-api",
    body,
    picture: false,
    steps,
    errorCode: end.code,
  };
  const replies = service.usecase === "discussion" || chance() < 0.04;
  const replyAt = new Date(at.getTime() + 2 * MINUTE_MS + Math.floor(chance() * 20 * MINUTE_MS));
  if (!replies || end.status !== "delivered" || replyAt >= now) return [sent];
  const text = chance() < 0.1 ? "STOP" : chance() < 0.5 ? "YES" : "Thank you, see you then!";
  const reply: StoryMessage = {
    ...common,
    at: replyAt,
    direction: "inbound",
    body: text,
    picture: service.usecase === "notifications" && text !== "STOP" && /[05]$/.test(other),
    steps: [{ name: "received", afterMs: 0 }],
    errorCode: null,
  };
  return [sent, reply];
}

/** Mostly delivered; one sender is being filtered since three hours, so that there is something to find. */
function endOf(
  service: StoryService,
  number: number,
  at: Date,
  now: Date,
  dice: number,
): { status: Extract<MessageStatus, "delivered" | "sent" | "undelivered" | "failed">; code: number | null } {
  const recent = now.getTime() - at.getTime() < 3 * HOUR_MS;
  if (recent && service.usecase === "notifications" && number === 1 && dice < 0.7) {
    return { status: "undelivered", code: 30007 };
  }
  if (dice < 0.012) return { status: "undelivered", code: 30003 };
  if (dice < 0.02) return { status: "undelivered", code: 30005 };
  if (dice < 0.026) return { status: "failed", code: 30008 };
  if (dice < 0.04) return { status: "sent", code: null };
  return { status: "delivered", code: null };
}
