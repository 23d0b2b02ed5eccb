import { describe, expect, test } from "vitest";
import { addressAllowed, addressRule, LOOPBACK, parseCidrs } from "@/lib/domain/private-address";

const PUBLIC_ONLY = { publicAllowed: true, cidrs: [] };

describe("is refused", () => {
  test.each([
    ["loopback", "127.0.0.1"],
    ["all of 127/8", "127.255.255.254"],
    ["the unspecified address", "0.0.0.0"],
    ["private 10/8", "10.0.0.1"],
    ["private 172.16/12", "172.31.255.255"],
    ["private 192.168/16", "192.168.1.1"],
    ["link-local, with the cloud's metadata", "169.254.169.254"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["documentation", "192.0.2.1"],
    ["benchmarking", "198.19.0.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["IPv6 loopback", "::1"],
    ["IPv6 unspecified", "::"],
    ["unique local", "fd00::1"],
    ["IPv6 link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["IPv6 multicast", "ff02::1"],
    ["mapped loopback", "::ffff:127.0.0.1"],
    ["mapped loopback in hexadecimal", "::ffff:7f00:1"],
    ["compatible loopback", "::127.0.0.1"],
    ["NAT64 to a private address", "64:ff9b::10.0.0.1"],
    ["6to4 around a private address", "2002:a00:1::"],
    ["Teredo", "2001::1"],
    ["IPv6 documentation", "2001:db8::1"],
    ["an octal octet", "0177.0.0.1"],
    ["one decimal number", "2130706433"],
    ["a name", "localhost"],
    ["nothing", ""],
    ["an address with a port", "8.8.8.8:80"],
    ["two gaps", "2606::1::1"],
    ["nine groups", "1:2:3:4:5:6:7:8:9"],
    ["a dotted part that is not last", "2606:1.2.3.4::1"],
  ])("%s", (_what, ip) => {
    expect(addressAllowed(ip, PUBLIC_ONLY)).toBe(false);
  });
});

describe("is allowed", () => {
  test.each([
    ["a public address", "8.8.8.8"],
    ["just below carrier-grade NAT", "100.63.255.255"],
    ["just above private 172.16/12", "172.32.0.0"],
    ["a public IPv6 address", "2606:4700:4700::1111"],
    ["a mapped public address", "::ffff:8.8.8.8"],
    ["a full IPv6 address", "2606:4700:4700:0:0:0:0:1111"],
  ])("%s", (_what, ip) => {
    expect(addressAllowed(ip, PUBLIC_ONLY)).toBe(true);
    expect(addressAllowed(ip, { publicAllowed: false, cidrs: [] })).toBe(false);
  });
});

test.each([
  ["loopback when it is listed", "127.0.0.1", true],
  ["IPv6 loopback", "::1", true],
  ["mapped loopback is loopback", "::ffff:127.0.0.1", true],
  ["its neighbours are not", "10.0.0.1", false],
])("a listed block opens exactly itself: %s", (_what, ip, allowed) => {
  expect(addressAllowed(ip, { publicAllowed: true, cidrs: LOOPBACK })).toBe(allowed);
});

test.each([
  ["a public address, whatever is listed", "0.0.0.0", [], "8.8.8.8", true],
  ["loopback while we listen on it and nothing is listed", "127.0.0.1", undefined, "127.0.0.1", true],
  ["loopback while we listen on its name", "localhost", undefined, "::1", true],
  ["loopback while we listen on every address", "0.0.0.0", undefined, "127.0.0.1", false],
  ["loopback once a list is given, even an empty one", "127.0.0.1", [], "127.0.0.1", false],
  ["a private address", "127.0.0.1", undefined, "10.0.0.1", false],
  ["a private address that is listed", "0.0.0.0", ["10.0.0.0/8"], "10.0.0.1", true],
])("what may be reached from here: %s", (_what, host, listed, ip, reached) => {
  expect(addressRule(host, listed)(ip)).toBe(reached);
});

describe("a list of blocks", () => {
  test("may hold single addresses, both families and blanks", () => {
    const parsed = parseCidrs(" 10.0.0.0/8, ::1 ,192.168.1.7,fd00::/8,");
    if (!parsed.ok) throw new Error(parsed.item);
    const options = { publicAllowed: false, cidrs: parsed.cidrs };
    for (const ip of ["10.255.0.1", "::1", "192.168.1.7", "fd12::1"]) expect(addressAllowed(ip, options)).toBe(true);
    for (const ip of ["11.0.0.1", "::2", "192.168.1.8", "fe80::1"]) expect(addressAllowed(ip, options)).toBe(false);
  });

  test("may be empty", () => {
    expect(parseCidrs("")).toEqual({ ok: true, cidrs: [] });
  });

  test("with everything in it allows everything of that family", () => {
    const parsed = parseCidrs("0.0.0.0/0");
    expect(parsed.ok && addressAllowed("10.0.0.1", { publicAllowed: false, cidrs: parsed.cidrs })).toBe(true);
    expect(parsed.ok && addressAllowed("fd00::1", { publicAllowed: false, cidrs: parsed.cidrs })).toBe(false);
  });

  test.each(["localhost", "10.0.0.0/33", "::1/129", "10.0.0.0/8/8", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1"])(
    "names the item that is none: %s",
    (item) => {
      expect(parseCidrs(`127.0.0.1, ${item}`)).toEqual({ ok: false, item });
    },
  );
});
