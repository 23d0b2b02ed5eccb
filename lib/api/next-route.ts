import { createHandle, type Handle } from "@/lib/api/handle";
import { BODY_BYTES_MAX } from "@/lib/api/message";
import { env } from "@/lib/env";
import type { Ctx } from "@/lib/operations/ctx";

let handle: Handle | undefined;

/**
 * The API as a Next route handler, for a console that runs without a gateway. Wired at the first request, since
 * `next build` loads routes where there is no database.
 * @param world called once
 */
export function nextRoute(world: () => Omit<Ctx, "accountId" | "actor">): (request: Request) => Promise<Response> {
  return async (request) => {
    const { SECRET_KEY: secretKey = "", PUBLIC_URL: publicUrl, PUBLIC_URL_GIVEN: publicUrlGiven, HOST: host } = env();
    handle ??= createHandle({ world: world(), secretKey, publicUrl, publicUrlGiven, host });
    const url = new URL(request.url);
    const { status, headers, body } = await handle({
      method: request.method,
      url: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: await readBody(request),
    });
    return new Response(body === "" ? null : body, { status, headers });
  };
}

/** At most one byte more than the limit: enough for it to be found too long. */
async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_BYTES_MAX) break;
  }
  return Buffer.concat(chunks);
}
