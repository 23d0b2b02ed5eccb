import { afterAll } from "vitest";
import { type ApiDeps, createHandle } from "@/lib/api/handle";
import { createMediaBytes } from "@/lib/api/media-bytes";
import { createFollowLink } from "@/lib/api/short-link";
import { createServer } from "@/lib/gateway/server";
import type { World } from "@/lib/testing/factories";

/** Serves the API over HTTP until the test file is done. @returns its base address */
export async function serveApi(world: World, { onAnswer }: Pick<ApiDeps, "onAnswer"> = {}): Promise<string> {
  const publicUrl = "http://localhost:1";
  const server = createServer({
    handle: createHandle({
      world,
      secretKey: "a secret for page tokens",
      publicUrl,
      publicUrlGiven: false,
      host: "127.0.0.1",
      onAnswer,
    }),
    serveBytes: createMediaBytes(world),
    followLink: createFollowLink(world),
    health: () => ({ status: "ok", database: "ok", pipeline: "ok", carriers: "ok" }),
    console: { host: "127.0.0.1", port: 1 },
    publicUrl,
    host: "127.0.0.1",
    port: 0,
  });
  const port = await server.listen();
  afterAll(() => server.close());
  return `http://127.0.0.1:${port}`;
}
