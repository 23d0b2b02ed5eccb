import { shortCodeIn } from "@/lib/domain/link-shortening";
import { log } from "@/lib/log";
import type { Ctx } from "@/lib/operations/ctx";
import { followLink } from "@/lib/operations/short-links";
import { isUnavailable } from "@/lib/operations/unavailable";

export type LinkRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The Host header. */
  readonly host: string;
  readonly userAgent: string;
};

export type LinkResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type FollowLink = (request: LinkRequest) => Promise<LinkResponse>;

const codeOf = (url: string) => shortCodeIn(url.split("?", 1)[0] ?? "");

/** Whether a path is that of a short link, which no page of the console has. */
export const isShortLinkPath = (url: string) => codeOf(url) !== undefined;

/** Nothing is remembered of a link: the next click must come here again, and where it came from is nobody's business. */
const HEADERS = {
  "Content-Type": "text/plain; charset=utf-8",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};

/** Leads whoever has a short link to its page. */
export function createFollowLink(world: Pick<Ctx, "db" | "now">): FollowLink {
  return async ({ method, url, host, userAgent }) => {
    if (method !== "GET" && method !== "HEAD") {
      return { status: 405, headers: { ...HEADERS, Allow: "GET, HEAD" }, body: "Only GET and HEAD\n" };
    }
    try {
      const visit = { code: codeOf(url) ?? "", host, userAgent, headOnly: method === "HEAD" };
      const location = await followLink(world, visit);
      if (location === undefined)
        return { status: 404, headers: HEADERS, body: "This link leads nowhere, or is over\n" };
      return { status: 302, headers: { ...HEADERS, Location: location }, body: "" };
    } catch (error) {
      log.error("link.failed", { error });
      return isUnavailable(error)
        ? { status: 503, headers: { ...HEADERS, "Retry-After": "1" }, body: "Try again in a moment\n" }
        : { status: 500, headers: HEADERS, body: "The link could not be followed\n" };
    }
  };
}
