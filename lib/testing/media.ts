import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { addressAllowed, LOOPBACK } from "@/lib/domain/private-address";
import { type OpenShelf, openMediaShelf } from "@/lib/pipeline/media-shelf";

/** A shelf in this folder, which fetches from loopback only. */
export const testShelf = (given: { dataDir: string; publicUrl?: string }): OpenShelf =>
  openMediaShelf({
    dataDir: given.dataDir,
    s3: undefined,
    allows: (address) => addressAllowed(address, { publicAllowed: false, cidrs: LOOPBACK }),
    secretKey: "a secret for media links",
    publicUrl: given.publicUrl ?? "http://localhost:1",
  });

/** The smallest picture there is. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export type MediaHost = {
  /** Its base address, on loopback. */
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

const answerPicture = (_request: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "image/png", "Content-Length": PNG.length }).end(PNG);
};

/** A customer's web server that has pictures. @param answer by default {@link PNG} at every path */
export async function startMediaHost(
  answer: (request: IncomingMessage, response: ServerResponse) => void = answerPicture,
): Promise<MediaHost> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
