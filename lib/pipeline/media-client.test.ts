import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { addressAllowed, LOOPBACK } from "@/lib/domain/private-address";
import { createMediaClient, type MediaClient } from "@/lib/pipeline/media-client";
import { type MediaHost, PNG, startMediaHost } from "@/lib/testing/media";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function hostWith(answer?: Answer): Promise<MediaHost> {
  const host = await startMediaHost(answer);
  open.push(host);
  return host;
}

/** @param reaches by default loopback, where the tests' hosts are */
function clientWith({
  reaches = (address: string) => addressAllowed(address, { publicAllowed: false, cidrs: LOOPBACK }),
  totalMs = 5_000,
} = {}): MediaClient & { spool: string } {
  const spool = path.join(temporaryFolder(), "spool");
  const client = createMediaClient({
    allows: reaches,
    spool,
    now: () => new Date(),
    elapsed: () => performance.now(),
    limits: { totalMs, retryMs: 10 },
  });
  open.push(client);
  return { ...client, spool };
}

const leftIn = (folder: string) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const picture: Answer = (_request, response) => {
  response.writeHead(200, { "Content-Type": "image/png" }).end(PNG);
};

test("a file comes with its true type, its length and its name, onto the disk", async () => {
  const host = await hostWith((_request, response) =>
    response
      .writeHead(200, { "Content-Type": "Image/PNG; q=1", "Content-Disposition": 'inline; filename="owl.png"' })
      .end(PNG),
  );
  const { result, exchanges } = await clientWith().fetch(`${host.url}/owl?size=1#top`);
  expect(result).toMatchObject({ contentType: "image/png", bytes: PNG.length, fileName: "owl.png" });
  expect(readFileSync((result as { file: string }).file)).toEqual(PNG);
  expect(exchanges).toMatchObject([{ status: 200, failure: null }]);
  expect(host.asked).toEqual(["/owl?size=1"]);
});

test.each([
  ["not found", (_q, response) => response.writeHead(404).end(), 11200],
  ["an error", (_q, response) => response.writeHead(500).end("sorry"), 11200],
  ["no content", (_q, response) => response.writeHead(204).end(), 11200],
  ["part of it", (_q, response) => response.writeHead(206, { "Content-Type": "image/png" }).end(PNG), 11200],
  ["no type", (_q, response) => response.writeHead(200).end(PNG), 12300],
  ["a page", (_q, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<html>"), 12300],
  ["a drawing", (_q, response) => response.writeHead(200, { "Content-Type": "image/svg+xml" }).end("<svg/>"), 12300],
  [
    "a page called a picture",
    (_q, response) => response.writeHead(200, { "Content-Type": "image/png" }).end("<html>"),
    12300,
  ],
  [
    "a picture of another kind",
    (_q, response) => response.writeHead(200, { "Content-Type": "image/gif" }).end(PNG),
    12300,
  ],
  ["nothing", (_q, response) => response.writeHead(200, { "Content-Type": "image/png" }).end(), 12300],
  [
    "a promise of too much",
    (_q, response) => response.writeHead(200, { "Content-Type": "image/png", "Content-Length": 6e6 }).write(PNG),
    11751,
  ],
  [
    "a table of a megabyte",
    (_q, response) => response.writeHead(200, { "Content-Type": "text/csv" }).end("a,b\n".repeat(250_000)),
    11751,
  ],
  ["a redirect to nowhere", (_q, response) => response.writeHead(302).end(), 11200],
  ["a redirect to a file", (_q, response) => response.writeHead(302, { Location: "file:///etc/passwd" }).end(), 11200],
  ["no HTTP", (request) => request.socket.end("hello\r\n\r\n"), 11206],
] satisfies [string, Answer, number][])("%s is no file, and leaves nothing", async (_what, answer, code) => {
  const client = clientWith();
  const { result } = await client.fetch((await hostWith(answer)).url);
  expect(result).toMatchObject({ code, retryable: false });
  expect(leftIn(client.spool)).toEqual([]);
});

test("a file without an end is cut off at its limit", async () => {
  let written = 0;
  const host = await hostWith((_request, response) => {
    response.writeHead(200, { "Content-Type": "image/png" });
    response.write(PNG);
    const more = () => {
      if (response.destroyed) return;
      written += 65_536;
      response.write(Buffer.alloc(65_536), more);
    };
    more();
  });
  const client = clientWith();
  expect((await client.fetch(host.url)).result).toMatchObject({ code: 11751 });
  expect(written).toBeLessThan(12_000_000);
  expect(leftIn(client.spool)).toEqual([]);
});

test.each([
  ["before its head", () => {}],
  ["in its middle", (_request, response) => void response.writeHead(200, { "Content-Type": "image/png" }).write(PNG)],
] satisfies [string, Answer][])("a file that stops %s is given up in time", async (_where, answer) => {
  const client = clientWith({ totalMs: 200 });
  const asked = performance.now();
  const { result } = await client.fetch((await hostWith(answer)).url);
  expect(result).toMatchObject({ code: 11200, detail: "No complete answer in time" });
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(leftIn(client.spool)).toEqual([]);
});

test("a connection that cannot be made is tried once more, and nothing else is", async () => {
  const host = await hostWith();
  await host.close();
  const refused = await clientWith().fetch(host.url);
  expect(refused.exchanges).toHaveLength(2);
  expect(refused.result).toMatchObject({ code: 11205 });
  const missing = await hostWith((_request, response) => response.writeHead(404).end());
  expect((await clientWith().fetch(missing.url)).exchanges).toHaveLength(1);
});

test("redirects are followed, each with the next hop's address, three at most", async () => {
  const host = await hostWith((request, response) => {
    const left = Number((request.url ?? "").slice(1));
    if (left === 0) return picture(request, response);
    response.writeHead(302, { Location: `/${left - 1}` }).end();
  });
  expect((await clientWith().fetch(`${host.url}/3`)).result).toMatchObject({ contentType: "image/png" });
  expect((await clientWith().fetch(`${host.url}/4`)).result).toMatchObject({ code: 11215 });
});

test("of several hops the last is told, and one that cannot be reached has no answer", async () => {
  const gone = await startMediaHost();
  await gone.close();
  const host = await hostWith((_request, response) => response.writeHead(302, { Location: gone.url }).end());
  const { exchanges, result } = await clientWith().fetch(host.url);
  expect(exchanges[0]).toMatchObject({ url: `${gone.url}/`, status: null, headers: null });
  expect(result).toMatchObject({ code: 11205 });
});

test("a password is sent to the host it was meant for and to no other, and told to nobody", async () => {
  const seen: (string | undefined)[] = [];
  const other = await hostWith((request, response) => {
    seen.push(request.headers.authorization);
    picture(request, response);
  });
  const host = await hostWith((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { Location: other.url }).end();
  });
  const { exchanges } = await clientWith().fetch(host.url.replace("//", "//ada:s3cret@"));
  expect(seen).toEqual([`Basic ${btoa("ada:s3cret")}`, undefined]);
  expect(JSON.stringify(exchanges)).not.toContain("s3cret");
});

const PUBLIC_ONLY = { reaches: (address: string) => addressAllowed(address, { publicAllowed: true, cidrs: [] }) };

test.each([
  ["loopback", "127.0.0.1"],
  ["all of loopback", "127.9.9.9"],
  ["this host", "0.0.0.0"],
  ["IPv6 loopback", "[::1]"],
  ["mapped loopback", "[::ffff:127.0.0.1]"],
  ["a cloud's metadata", "169.254.169.254"],
  ["a private network", "10.0.0.1"],
  ["a carrier's network", "100.64.0.1"],
  ["a unique local address", "[fd00::1]"],
  ["loopback as one number", "2130706433"],
  ["loopback in octal", "0177.0.0.1"],
  ["loopback in hex", "0x7f.1"],
  ["a name of loopback", "localhost"],
  ["the same with its dot", "localhost."],
  ["a user before it", "example.com@127.0.0.1"],
])("%s is not reached by a client for public addresses", async (_what, name) => {
  const host = await hostWith();
  const { result } = await clientWith(PUBLIC_ONLY).fetch(host.url.replace("127.0.0.1", name));
  expect(result).toMatchObject({ code: 11210 });
  expect(host.asked).toEqual([]);
});

test.each(["127.0.0.2", "[::ffff:127.0.0.2]", "0x7f000002", "169.254.169.254", "[fd00::1]"])(
  "a redirect to %s, which may not be reached, is not followed",
  async (name) => {
    const inside = await hostWith();
    const host = await hostWith((_request, response) =>
      response.writeHead(302, { Location: inside.url.replace("127.0.0.1", name) }).end(),
    );
    const client = clientWith({ reaches: (address) => address === "127.0.0.1" });
    expect((await client.fetch(host.url)).result).toMatchObject({ code: 11210 });
    expect([host.asked, inside.asked]).toEqual([["/"], []]);
  },
);
