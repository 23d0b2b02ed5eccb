import { createFollowLink, type FollowLink } from "@/lib/api/short-link";
import type { Ctx } from "@/lib/operations/ctx";

let follow: FollowLink | undefined;

/**
 * Short links as a Next route handler, for a console that runs without a gateway.
 * @param world called once
 */
export function nextLink(
  world: () => Pick<Ctx, "db" | "now">,
): (request: Request, context: { params: Promise<{ code: string }> }) => Promise<Response> {
  return async (request, { params }) => {
    follow ??= createFollowLink(world());
    const { status, headers, body } = await follow({
      method: request.method,
      url: `/${(await params).code}`,
      host: request.headers.get("host") ?? "",
      userAgent: request.headers.get("user-agent") ?? "",
    });
    return new Response(body, { status, headers });
  };
}
