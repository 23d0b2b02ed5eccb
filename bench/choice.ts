import { compilePool, type Sender, selectSender } from "@/lib/domain/sender-selection";

/**
 * What choosing a sender costs, in a pool as large as one can be. Prints a line a pool.
 * @example npm run bench:choice
 */

const POOL_SENDERS = 400;
const MESSAGES = 200_000;
const ROUNDS = 5;

const number = (index: number, areaCode: string): Sender => ({
  id: `n${index}`,
  phoneNumber: `+1${areaCode}555${String(index).padStart(4, "0")}`,
  country: "US",
  type: "local",
  capabilities: { sms: true, mms: true, voice: true },
  addedAt: new Date(index),
});
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => number(index, ["415", "212", "305", "907"][index % 4] ?? "415"));
const others: readonly Sender[] = [
  { ...number(1_000, "415"), id: "code", phoneNumber: "12345", type: "short-code", country: "CA" },
  { ...number(1_001, "415"), id: "name", phoneNumber: "ACME", type: "alphanumeric", country: null },
  { ...number(1_002, "415"), id: "chat", phoneNumber: "whatsapp:+14155550100", type: "whatsapp" },
];

const POOLS: readonly (readonly [string, readonly Sender[], readonly string[]])[] = [
  ["400 long codes, the recipient's area", numbers(POOL_SENDERS), ["+14155550134", "+12125550134", "+13055550134"]],
  ["400 long codes, no area fits", numbers(POOL_SENDERS), ["+16085550134"]],
  [
    "400 senders of every kind",
    [...numbers(POOL_SENDERS - others.length), ...others],
    ["+14155550134", "whatsapp:+14155550134"],
  ],
];

for (const [what, senders, recipients] of POOLS) {
  const times = Array.from({ length: ROUNDS }, () => chooseAll(senders, recipients)).toSorted(
    (one, other) => one - other,
  );
  const [least = 0] = times;
  const median = times[Math.floor(ROUNDS / 2)] ?? 0;
  process.stdout.write(`${what}: ${median.toFixed(2)} µs a message (least ${least.toFixed(2)})\n`);
}

/** Each message sees the queues that the ones before it left. @returns µs a message */
function chooseAll(senders: readonly Sender[], recipients: readonly string[]): number {
  const pool = compilePool(senders);
  const queued = new Map<string, number>();
  const used = new Map<string, number>();
  const history = {
    queuedSegments: (id: string) => queued.get(id) ?? 0,
    lastUsed: (id: string) => used.get(id) ?? 0,
  };
  const settings = { stickySender: true, areaCodeGeomatch: true };
  const startedAt = process.hrtime.bigint();
  for (let sent = 0; sent < MESSAGES; sent += 1) {
    const to = recipients[sent % recipients.length] ?? "";
    const selection = selectSender({ to, country: "US", hasMedia: false }, pool, history, settings);
    if (!selection.ok) throw new Error(`Nobody for ${to}`);
    queued.set(selection.senderId, history.queuedSegments(selection.senderId) + 1);
    used.set(selection.senderId, sent);
  }
  return Number(process.hrtime.bigint() - startedAt) / 1_000 / MESSAGES;
}
