import type { Message } from "@/lib/domain/message";
import type { SenderSettings, SenderType } from "@/lib/domain/settings";

/**
 * When a message may leave: one slot per segment, `mps` slots a second, first come first served.
 * @param freeAt when this sender's next slot opens (ms since epoch)
 * @param now ms since epoch
 * @param mps segments per second, > 0
 * @returns `sendAt` for this message and the sender's new `freeAt` (ms since epoch)
 */
export function nextSlot(freeAt: number, now: number, mps: number, segments: number) {
  const sendAt = Math.max(freeAt, now);
  return { sendAt, freeAt: sendAt + (segments * 1000) / mps };
}

/** Which queue a message waits in, and how fast that empties. */
export type Pace = {
  /** By name: messages of the same queue leave one after the other, whatever their senders. */
  readonly queue: string;
  /** Segments a second, > 0. */
  readonly mps: number;
  /** Segments a second that all texts of its account may take together; null: as many as their queues do. */
  readonly accountMps: number | null;
};

/** What a sender's pace depends on. */
export type PacedSender = Pick<
  SenderSettings,
  "id" | "type" | "country" | "carrierKind" | "segmentsPerSecond" | "shared"
>;

/** Where a message goes and how it travels, as far as its pace depends on it. */
export type Way = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly isMms: boolean;
};

/**
 * The pace of a message from this sender.
 * @param simulatedMps as in {@link rateOf}
 */
export const paceOf = (sender: PacedSender, way: Way, simulatedMps?: number): Pace => ({
  queue: queueOf(sender, way),
  mps: rateOf(sender, way, simulatedMps),
  accountMps: way.isMms && sender.shared?.mmsQueue ? null : (sender.shared?.accountMps ?? null),
});

/**
 * The name of the queue: MMS wait in one that long codes and toll-free numbers of an account share, texts to the US in
 * their campaign's if the sender has no rate of its own, and everything else in the sender's own.
 * @source behaviour §1.5
 */
export function queueOf(sender: PacedSender, { country, isMms }: Way): string {
  const { shared } = sender;
  if (!shared) return sender.id;
  if (isMms) return shared.mmsQueue ?? sender.id;
  return campaignOf(sender, country)?.queue ?? sender.id;
}

/**
 * Segments a second of that queue: of texts what was set for the sender, else its campaign's rate, else the simulator's,
 * else what senders of its kind may do; of MMS what its kind may do, else the simulator's.
 * @param simulatedMps rate of a simulated sender without one of its own; undefined: as if a carrier took its messages
 * @source contracts, SENDER_MPS
 */
export function rateOf(sender: PacedSender, { country, isMms }: Way, simulatedMps?: number): number {
  const simulated = sender.carrierKind === "simulated" ? simulatedMps : undefined;
  if (isMms && sender.shared?.mmsQueue) return simulated ?? MMS_RATES[sender.type] ?? 1;
  if (sender.segmentsPerSecond !== null) return sender.segmentsPerSecond;
  return (
    campaignOf(sender, country)?.segmentsPerSecond ??
    simulated ??
    segmentsPerSecond(sender.type, sender.country, country)
  );
}

/**
 * Segments a second that these senders, all of one account, can send as texts to a country: each queue counts once, and
 * together they are no faster than their account.
 */
export function rateTogether(senders: readonly PacedSender[], country: string | null, simulatedMps?: number): number {
  const rates = new Map<string, number>();
  let mps = Number.POSITIVE_INFINITY;
  for (const sender of senders) {
    const pace = paceOf(sender, { country, isMms: false }, simulatedMps);
    rates.set(pace.queue, pace.mps);
    mps = Math.min(mps, pace.accountMps ?? mps);
  }
  let sum = 0;
  for (const rate of rates.values()) sum += rate;
  return Math.min(sum, mps);
}

/** The queue that an account's texts share when it has a rate. */
export const accountQueue = (accountId: string): string => accountId;

/** Every queue that messages of these senders may wait in. */
export const queuesOf = (senders: readonly (PacedSender & Pick<SenderSettings, "accountId">)[]): string[] => [
  ...new Set(
    senders.flatMap(({ id, accountId, shared }) => [
      id,
      ...(shared?.mmsQueue ? [shared.mmsQueue] : []),
      ...(shared?.campaign ? [shared.campaign.queue] : []),
      accountQueue(accountId),
    ]),
  ),
];

/**
 * The queue of a sender's MMS; null: they wait among its texts, as media on channels do.
 * @param parentId  the account whose long codes, and whose toll-free numbers, share a queue: subaccounts count as their owner
 * @source behaviour §1.5 (MMS, per parent account)
 */
export function mmsQueueOf({ id, type }: Pick<SenderSettings, "id" | "type">, parentId: string): string | null {
  if (type === "local" || type === "mobile") return `${parentId}/mms`;
  if (type === "toll-free") return `${parentId}/toll-free-mms`;
  return type === "short-code" ? `${id}/mms` : null;
}

function campaignOf({ type, segmentsPerSecond, shared }: PacedSender, country: string | null) {
  const isRegistered = type === "local" || type === "mobile";
  return isRegistered && country === "US" && segmentsPerSecond === null ? shared?.campaign : null;
}

/**
 * Segments a second that a sender of this kind may send to a country as text. A US long code without a campaign has the
 * long code's single segment.
 * @param senderCountry and `toCountry` ISO 3166-1 alpha-2; null: of no country
 * @source behaviour §1.5; Messenger as WhatsApp, our choice
 */
export function segmentsPerSecond(type: SenderType, senderCountry: string | null, toCountry: string | null): number {
  const fixed = FIXED_RATES[type];
  if (fixed !== undefined) return fixed;
  const northAmerican = isNorthAmerican(senderCountry) && isNorthAmerican(toCountry);
  if (type === "toll-free") return northAmerican ? 3 : 10;
  return northAmerican || toCountry === "CA" ? 1 : 10;
}

/** Seconds that so many segments take at this rate; undefined when nothing leaves. */
export const secondsToSend = (segments: number, mps: number): number | undefined =>
  mps > 0 ? segments / mps : undefined;

/** @source behaviour §1.5: ten hours at the allotted rate */
export const QUEUE_SECONDS = 36_000;

/** Segments that may wait for one sender; more is 21611, or 30001 through a service. @source behaviour §1.5 */
export const queueCapacity = (mps: number): number => QUEUE_SECONDS * mps;

/** Segments that wait for a sender whose next slot opens at `freeAt` (ms since epoch), rounded up. */
export const queuedSegments = (freeAt: number, now: number, mps: number): number =>
  Math.ceil((Math.max(0, freeAt - now) * mps) / 1000);

/** How full a queue is at a moment. */
export type QueueState = {
  /** Segments a second. */
  readonly mps: number;
  /** Segments that wait, and how many may. */
  readonly queued: number;
  readonly capacity: number;
  /** Until the last of them has left. */
  readonly drainMs: number;
};

/** @param freeAt when its next slot opens (ms since epoch) */
export const queueState = (freeAt: number, now: number, mps: number): QueueState => ({
  mps,
  queued: queuedSegments(freeAt, now, mps),
  capacity: queueCapacity(mps),
  drainMs: Math.max(0, freeAt - now),
});

/**
 * When a message that waits is expected to leave: at its slot, or when it is scheduled for; null when it waits for nothing,
 * or for files that are still to be fetched. `expires`: its validity ends before, and it fails then (30036).
 * @source behaviour §1.5
 */
export function expectedToLeave({
  status,
  leaveAt,
  sendAt,
  expiresAt,
}: Pick<Message, "status" | "leaveAt" | "sendAt" | "expiresAt">): {
  readonly at: Date | null;
  readonly expires: boolean;
} {
  const at = status === "scheduled" ? sendAt : status === "queued" || status === "sending" ? leaveAt : null;
  return { at, expires: at !== null && expiresAt !== null && expiresAt <= at };
}

const isNorthAmerican = (country: string | null) => country === "US" || country === "CA";

/** Of those whose rate does not depend on the way. */
const FIXED_RATES: Readonly<Partial<Record<SenderType, number>>> = {
  "short-code": 100,
  alphanumeric: 10,
  rcs: 100,
  whatsapp: 80,
  messenger: 80,
};

/** MMS a second: of all long codes of an account, of all its toll-free numbers, of each short code. @source behaviour §1.5 */
const MMS_RATES: Readonly<Partial<Record<SenderType, number>>> = {
  local: 50,
  mobile: 50,
  "toll-free": 25,
  "short-code": 40,
};
