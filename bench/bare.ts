import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answering } from "@/bench/processes";

/** Answers what the gateway answers, without doing anything for it: what this machine gives at this moment. */
const server = createServer((request, response) => {
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
  });
  request.on("end", () => {
    const body = JSON.stringify({ length, filler: "x".repeat(800) });
    response.writeHead(201, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
    response.end(body);
  });
});

const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

answering<"port", number>(async () => {
  await listening;
  return (server.address() as AddressInfo).port;
});
