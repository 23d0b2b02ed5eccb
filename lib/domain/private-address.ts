/** A block of addresses: those whose first `prefix` bits are those of `bits`. */
export type Cidr = { readonly family: 4 | 6; readonly bits: bigint; readonly prefix: number };

type Address = { readonly family: 4 | 6; readonly bits: bigint };

const WIDTH = { 4: 32, 6: 128 } as const;

/**
 * Reads a list such as `127.0.0.0/8, ::1, 10.1.2.3`; an address without a prefix is that one address.
 * @returns the blocks, or the first item that is none
 */
export function parseCidrs(list: string): { ok: true; cidrs: Cidr[] } | { ok: false; item: string } {
  const cidrs: Cidr[] = [];
  for (const item of list.split(",").map((text) => text.trim())) {
    if (item === "") continue;
    const cidr = parseCidr(item);
    if (cidr === undefined) return { ok: false, item };
    cidrs.push(cidr);
  }
  return { ok: true, cidrs };
}

/**
 * Whether a webhook may be sent to this address. One that IPv6 wraps around IPv4 (mapped, NAT64) is judged as IPv4.
 * Anything that is not an address is refused.
 * @param publicAllowed whether every address of the public internet is allowed
 * @param cidrs blocks that are allowed besides, private or not
 * @source trust S1, S2; IANA's special-purpose registries (RFC 6890)
 */
export function addressAllowed(
  ip: string,
  { publicAllowed, cidrs }: { publicAllowed: boolean; cidrs: readonly Cidr[] },
): boolean {
  const address = parseAddress(ip);
  if (address === undefined) return false;
  return cidrs.some((cidr) => contains(cidr, address)) || (publicAllowed && isPublic(address));
}

/**
 * Which addresses may be reached from here: public ones and those listed; with no list, loopback too while `host`, which
 * is listened on, is loopback itself.
 * @param listed address ranges; undefined: none was given
 * @source contracts, Environment (CALLBACK_ALLOW)
 */
export function addressRule(host: string, listed: readonly string[] | undefined): (address: string) => boolean {
  const parsed = parseCidrs(listed?.join(",") ?? "");
  const isLoopback = host === "localhost" || addressAllowed(host, { publicAllowed: false, cidrs: LOOPBACK });
  const cidrs = listed === undefined && isLoopback ? LOOPBACK : parsed.ok ? parsed.cidrs : [];
  return (address) => addressAllowed(address, { publicAllowed: true, cidrs });
}

/** What one machine calls itself. */
export const LOOPBACK: readonly Cidr[] = blocks("127.0.0.0/8 ::1/128");

const NOT_PUBLIC_4 = blocks(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
   192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`,
);

/** All of IPv6 that is routed to anybody; loopback, unique local, link-local and multicast lie outside. */
const GLOBAL_UNICAST_6 = blocks("2000::/3");

/** Inside it: protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_6 = blocks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

/** IPv6 blocks whose last 32 bits are an IPv4 address: mapped (RFC 4291), NAT64 (RFC 6052). */
const WRAPS_4 = blocks("::ffff:0:0/96 64:ff9b::/96");

const isPublic = (address: Address): boolean =>
  address.family === 4
    ? !within(NOT_PUBLIC_4, address)
    : within(GLOBAL_UNICAST_6, address) && !within(NOT_PUBLIC_6, address);

const within = (cidrs: readonly Cidr[], address: Address) => cidrs.some((cidr) => contains(cidr, address));

function contains({ family, bits, prefix }: Cidr, address: Address): boolean {
  const rest = BigInt(WIDTH[family] - prefix);
  return family === address.family && bits >> rest === address.bits >> rest;
}

function parseCidr(text: string): Cidr | undefined {
  const [ip = "", prefixText, ...more] = text.split("/");
  const address = parseBits(ip);
  if (address === undefined || more.length > 0) return undefined;
  if (prefixText === undefined) return { ...address, prefix: WIDTH[address.family] };
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  return prefix <= WIDTH[address.family] ? { ...address, prefix } : undefined;
}

/** An address as it is reached: IPv4 taken out of its IPv6 wrapping. */
function parseAddress(ip: string): Address | undefined {
  const address = parseBits(ip);
  return address?.family === 6 && within(WRAPS_4, address) ? { family: 4, bits: address.bits & 0xffff_ffffn } : address;
}

function parseBits(ip: string): Address | undefined {
  const family = ip.includes(":") ? 6 : 4;
  const bits = family === 6 ? bitsOf6(ip) : bitsOf4(ip);
  return bits === undefined ? undefined : { family, bits };
}

/** Four decimal numbers; a leading zero could be octal, so it is refused. */
function bitsOf4(ip: string): bigint | undefined {
  const octets = ip.split(".");
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)) {
    return undefined;
  }
  return octets.reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

/** @source RFC 4291 §2.2: eight groups, one `::` for zeros, the last 32 bits perhaps dotted; a zone is refused */
function bitsOf6(ip: string): bigint | undefined {
  const halves = ip.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf6(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? join(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return join([...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail]);
}

function groupsOf6(half: string, isLast: boolean): bigint[] | undefined {
  if (half === "") return [];
  const texts = half.split(":");
  const groups: bigint[] = [];
  for (const [index, text] of texts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(text)) {
      groups.push(BigInt(`0x${text}`));
      continue;
    }
    const dotted = isLast && index === texts.length - 1 ? bitsOf4(text) : undefined;
    if (dotted === undefined) return undefined;
    groups.push(dotted >> 16n, dotted & 0xffffn);
  }
  return groups;
}

function join(groups: readonly bigint[]): bigint {
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

function blocks(list: string): Cidr[] {
  return list
    .split(/\s+/)
    .map((text) => parseCidr(text))
    .filter((cidr) => cidr !== undefined);
}
