import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "@/lib/testing/temporary-folder";
import { createAuthority } from "@/scripts/run/authority";
import { surroundings } from "@/scripts/run/surroundings";
import { writeTrust } from "@/scripts/run/trust";

const folder = temporaryFolder();
const { certificate } = createAuthority("twilio.com", new Date());
const trust = writeTrust(folder, certificate, {});
const place = { port: 4711, trust, preload: "/a folder/preload.cjs", senderpool: "http://localhost:3000" };
const [aRoot = ""] = rootCertificates;

test.each([
  ["nothing", undefined, "localhost,127.0.0.1,::1"],
  ["other hosts", "intern.example, .corp", "intern.example,.corp,localhost,127.0.0.1,::1"],
  ["everything", "*", "localhost,127.0.0.1,::1"],
  ["Twilio itself", "api.twilio.com,.twilio.com,twilio.com:443", "localhost,127.0.0.1,::1"],
  ["a whole domain that Twilio is in", ".com,*.com", "localhost,127.0.0.1,::1"],
])("who asks %s to go without a proxy still sends nothing to Twilio", (_what, NO_PROXY, expected) => {
  expect(surroundings({ NO_PROXY }, place)).toMatchObject({ NO_PROXY: expected, no_proxy: expected });
});

test("every spelling of the proxy variables names the redirect", () => {
  const made = surroundings({ https_proxy: "http://proxy.example:8080" }, place);
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
  for (const name of [...names, ...names.map((text) => text.toLowerCase())])
    expect([name, made[name]]).toEqual([name, "http://127.0.0.1:4711"]);
});

test("what the environment says already is kept", () => {
  const before = { PATH: "/bin", NODE_OPTIONS: "--max-old-space-size=100", JAVA_TOOL_OPTIONS: "-Xmx1g" };
  const made = surroundings(before, place);
  expect(made.PATH).toBe("/bin");
  expect(made.NODE_OPTIONS).toBe('--max-old-space-size=100 --require "/a folder/preload.cjs"');
  expect(made.JAVA_TOOL_OPTIONS).toMatch(/^-Xmx1g -Dhttp\.proxyHost=127\.0\.0\.1 /);
});

test("whom a program trusts already it still trusts, in one file with the authority", () => {
  const own = path.join(folder, "own.pem");
  writeFileSync(own, `company root\n${aRoot}\n`);
  const files = writeTrust(folder, certificate, { REQUESTS_CA_BUNDLE: own, NODE_EXTRA_CA_CERTS: own });
  const bundle = readFileSync(files.bundle, "utf8");
  expect(bundle).toContain(certificate.trim());
  expect(bundle).toContain(aRoot.trim());
  expect(bundle.split(aRoot.trim())).toHaveLength(2);
  expect(readFileSync(files.extra, "utf8")).toBe(`${certificate.trim()}\n\n${aRoot.trim()}\n`);
});

test("without a system's file, Node's own roots are trusted", () => {
  expect(readFileSync(trust.bundle, "utf8").match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
});

test("Java's file begins and ends as Java wants it", () => {
  const store = readFileSync(trust.javaStore);
  expect(store.readUInt32BE(0)).toBe(0xfeedfeed);
  expect(store.readUInt32BE(8)).toBe(readFileSync(trust.bundle, "utf8").match(/BEGIN CERTIFICATE/g)?.length);
});

test("a Node program that makes its own connections is led to the redirect, and others are not", async () => {
  const program = `
    const { createServer, connect } = require("node:net");
    const server = createServer((socket) => socket.end("redirect")).listen(0, "127.0.0.1", () => {
      process.env.SENDERPOOL_REDIRECT_PORT = String(server.address().port);
      require(${JSON.stringify(path.join(import.meta.dirname, "preload.cjs"))});
      const ways = [[443, "api.twilio.com"], [{ host: "API.twilio.com", port: 443 }], [{ host: "twilio.com.invalid", port: 443 }]];
      Promise.all(ways.map((way) => new Promise((done) => {
        connect(...way).on("data", (data) => done(String(data))).on("error", (error) => done(error.code));
      }))).then((came) => { console.log(JSON.stringify(came)); server.close(); });
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program]);
  const [byPort, byOptions, other] = JSON.parse(stdout);
  expect([byPort, byOptions]).toEqual(["redirect", "redirect"]);
  expect(other).toMatch(/^E(NOTFOUND|AI_AGAIN)$/);
});
