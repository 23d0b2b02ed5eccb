/** How a webhook is to be called. Times in ms. */
export type ConnectionOverrides = {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  /** Tries after the first. */
  readonly retries: number;
  readonly retryOn: ReadonlySet<RetryCause>;
  /** Whether the host's name is told in the TLS handshake. */
  readonly sni: boolean;
};

/** What may be tried again: an error status, no connection, no answer in time. */
export type RetryCause = "4xx" | "5xx" | "ct" | "rt";

/** @source behaviour §4.4: by default one more try, and only when no connection could be made */
export const DEFAULT_OVERRIDES: ConnectionOverrides = {
  connectMs: 5_000,
  readMs: 15_000,
  totalMs: 15_000,
  retries: 1,
  retryOn: new Set(["ct"]),
  sni: true,
};

/**
 * Reads the overrides in a URL's fragment, such as `#rc=2&rp=all&ct=1000`. Names that are not known are passed over, and
 * so is `e`, the edge, of which there is one here.
 * @returns the overrides, or the setting that is out of its bounds (11243)
 * @source behaviour §4.4
 */
export function parseConnectionOverrides(
  url: string,
): { ok: true; overrides: ConnectionOverrides } | { ok: false; code: 11243; setting: string } {
  const at = url.indexOf("#");
  if (at < 0) return { ok: true, overrides: DEFAULT_OVERRIDES };
  const overrides = { ...DEFAULT_OVERRIDES };
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    const read = READERS.get(name);
    if (read && !read(value, overrides)) return { ok: false, code: 11243, setting: `${name}=${value}` };
  }
  return { ok: true, overrides };
}

type Writable = { -readonly [Key in keyof ConnectionOverrides]: ConnectionOverrides[Key] };
type Reader = (value: string, into: Writable) => boolean;

const whole =
  (key: "connectMs" | "readMs" | "totalMs" | "retries", min: number, max: number): Reader =>
  (value, into) => {
    const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
    into[key] = number;
    return number >= min && number <= max;
  };

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>(
  Object.entries<Reader>({
    ct: whole("connectMs", 100, 10_000),
    rt: whole("readMs", 100, 15_000),
    tt: whole("totalMs", 100, 15_000),
    rc: whole("retries", 0, 5),
    rp: (value, into) => {
      const causes = value.split(",");
      into.retryOn = new Set(causes.includes("all") ? CAUSES : causes.filter(isCause));
      return causes.every((cause) => cause === "all" || isCause(cause));
    },
    sni: (value, into) => {
      into.sni = value === "y";
      return value === "y" || value === "n";
    },
  }),
);

const CAUSES: readonly RetryCause[] = ["4xx", "5xx", "ct", "rt"];
const isCause = (text: string): text is RetryCause => (CAUSES as readonly string[]).includes(text);
