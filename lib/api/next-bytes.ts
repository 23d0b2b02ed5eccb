import { Readable } from "node:stream";
import { createMediaBytes, type ServeBytes } from "@/lib/api/media-bytes";
import type { Ctx } from "@/lib/operations/ctx";

let serve: ServeBytes | undefined;

/**
 * The files of messages as a Next route handler, for a console that runs without a gateway.
 * @param world called once
 */
export function nextBytes(world: () => Pick<Ctx, "db" | "media" | "now">): (request: Request) => Promise<Response> {
  return async (request) => {
    serve ??= createMediaBytes(world());
    const url = new URL(request.url);
    const range = request.headers.get("range") ?? undefined;
    const { status, headers, body } = await serve({ method: request.method, url: url.pathname + url.search, range });
    const stream = typeof body === "string" ? body : (Readable.toWeb(body) as ReadableStream);
    return new Response(stream, { status, headers });
  };
}
