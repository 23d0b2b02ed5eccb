/**
 * What a SID's two letters say it names.
 * @source behaviour §10.5; CR (carrier), OO (opt-out), OP (operator) are Senderpool's own
 */
export type SidPrefix =
  | "AC" // account
  | "SK" // API key
  | "US" // user
  | "OP" // operator
  | "AP" // TwiML application
  | "PN" // phone number
  | "SC" // short code
  | "SM" // message
  | "MM" // message with media
  | "ME" // media
  | "MG" // Messaging Service
  | "HX" // content template
  | "DN" // domain of short links
  | "ZK" // its configuration
  | "CW" // its certificate
  | "AI" // alphanumeric sender
  | "XE" // channel sender
  | "CR" // carrier
  | "OO" // opt-out
  | "BU" // business profile
  | "BN" // brand
  | "VT" // vetting of a brand
  | "QE" // campaign
  | "HH" // toll-free verification
  | "NO" // alert
  | "CA" // call
  | "UT" // usage trigger
  | "RQ" // request
  | "PA"; // page token

const SID = /^[A-Z]{2}[0-9a-fA-F]{32}$/;

/** The wire's name of a row: the prefix and the id's 32 hex digits. */
export function toSid(prefix: SidPrefix, uuid: string): string {
  return prefix + uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
}

/**
 * The id inside a SID, lower case and with dashes; undefined when it is malformed or of another kind.
 * Hex digits of either case are read.
 * @param prefix the kind or kinds that are acceptable here, e.g. `["SM", "MM"]` for any message
 */
export function fromSid(prefix: SidPrefix | readonly SidPrefix[], sid: string): string | undefined {
  if (!SID.test(sid)) return undefined;
  const kind = sid.slice(0, 2);
  if (typeof prefix === "string" ? kind !== prefix : !(prefix as readonly string[]).includes(kind)) return undefined;
  return withDashes(sid.slice(2).toLowerCase());
}

/** 256 is enough to make the call for random bytes cheap and small enough to waste. */
const IDS_PER_DRAW = 256;
const RANDOM_BYTES = 10;
const COUNTER_MAX = 0xfff;

/**
 * Makes ids that sort by the time of their making, strictly growing within this source also when several fall in one
 * millisecond or the clock steps back. The 12 bits after the time are a counter that starts at a random number below
 * 2,048; when it is used up, the next millisecond is taken early.
 * @param clock `now` in ms since epoch; `randomBytes` must be unpredictable
 * @source RFC 9562 §5.7 and §6.2 method 1
 */
export function createIdSource(clock: { now: () => number; randomBytes: (bytes: number) => Uint8Array }): () => string {
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  let lastMs = -1;
  let counter = 0;
  return () => {
    if (used >= pool.length) {
      pool = clock.randomBytes(RANDOM_BYTES * IDS_PER_DRAW);
      used = 0;
    }
    const random = pool.subarray(used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;

    const nowMs = Math.floor(clock.now());
    if (nowMs <= lastMs && counter < COUNTER_MAX) {
      counter += 1;
    } else {
      lastMs = nowMs > lastMs ? nowMs : lastMs + 1;
      counter = (byte(random, 0) << 3) | (byte(random, 1) & 0x07);
    }
    return assemble(lastMs, counter, random);
  };
}

/** One id of its own, ordered against others by its millisecond only. @source RFC 9562 §5.7 */
export function uuidv7(nowMs: number, random: (bytes: number) => Uint8Array): string {
  return createIdSource({ now: () => nowMs, randomBytes: () => random(RANDOM_BYTES) })();
}

/** When the id was made, ms since epoch. Only meaningful for ids made here. */
export function timeOfId(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

/** The lowest id a message made at `ms` can have: a bound for range scans by time. */
export function lowestIdAt(ms: number): string {
  return withDashes(`${hex(ms, 12)}70008000000000000000`);
}

function assemble(ms: number, counter: number, random: Uint8Array): string {
  const high = hex(
    ((byte(random, 2) << 24) | (byte(random, 3) << 16) | (byte(random, 4) << 8) | byte(random, 5)) >>> 0,
    8,
  );
  const low = hex(
    ((byte(random, 6) << 24) | (byte(random, 7) << 16) | (byte(random, 8) << 8) | byte(random, 9)) >>> 0,
    8,
  );
  const time = hex(ms, 12);
  const variant = "89ab".charAt(byte(random, 0) >>> 6);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}${high.slice(1, 4)}-${high.slice(4)}${low}`;
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

const byte = (bytes: Uint8Array, index: number) => bytes[index] ?? 0;

const withDashes = (digits: string) =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
