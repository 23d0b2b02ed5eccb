import { messageSid } from "@/lib/domain/callback";
import { type ErrorCode, Refusal } from "@/lib/domain/errors";
import {
  clickParams,
  isPreview,
  type LinkDomain,
  linkBase,
  linksIn,
  locationOf,
  type ShortLink,
  shortCode,
} from "@/lib/domain/link-shortening";
import type { ServiceSettings } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { type FoundLink, findFallback, findShortLink, recordClick } from "@/lib/store/short-links";

/** Bytes of chance in a code. */
const CODE_BYTES = 8;
/** What is kept and told of a browser's name. */
const USER_AGENT_MAX = 512;

type Links = readonly ShortLink[] | Extract<ErrorCode, 30103 | 30106>;

/**
 * Short links for those in a text, where they can be made; else what becomes of the message without them. A domain is read
 * once more before anything is held against it, so that one given a moment ago is found.
 * @param serviceId of the service that sends, with the domain it is known to have
 * @returns the links, none when the text has none or its domain lets it go on without; or a code: 30106 the service has no
 *   domain, 30103 the domain has no certificate
 * @source behaviour §6.4
 */
export async function shortenLinks(
  ctx: Ctx,
  body: string,
  { id: serviceId, linkDomain }: Pick<ServiceSettings, "id" | "linkDomain">,
): Promise<Links> {
  const links = linksThrough(ctx, body, linkDomain);
  if (typeof links !== "number") return links;
  const fresh = await ctx.settings.service(ctx.accountId, serviceId, { fresh: true });
  return linksThrough(ctx, body, fresh?.linkDomain ?? null);
}

function linksThrough({ now, randomBytes, media }: Ctx, body: string, domain: LinkDomain | null): Links {
  if (!domain) return 30106;
  const urls = linksIn(body);
  const base = linkBase(domain, media.publicUrl, now());
  if (base === null && urls.length > 0) return domain.continueOnFailure ? [] : 30103;
  return urls.map((url) => {
    const code = shortCode(randomBytes(CODE_BYTES));
    return { code, domainId: domain.id, shown: base + code, url };
  });
}

/** Who follows a short link. */
export type Visit = {
  readonly code: string;
  /** Of the request, with its port. */
  readonly host: string;
  readonly userAgent: string;
  /** Asks only for the head: the link is told, and nothing counted. */
  readonly headOnly: boolean;
};

/**
 * Where a short link leads: only ever to an address that its message had, or its domain's owner set. A click is counted and
 * told; an expired link leads to its domain's fallback and is not.
 * @returns undefined when it leads nowhere
 * @source behaviour §4.1 (click events), §6.4
 */
export async function followLink(
  { db, now }: Pick<Ctx, "db" | "now">,
  { code, host, userAgent, headOnly }: Visit,
): Promise<string | undefined> {
  const link = await findShortLink(db, code);
  if (!link || link.expiresAt <= now()) {
    const fallback = link ? link.fallbackUrl : await findFallback(db, host.toLowerCase());
    return fallback ? locationOf(fallback) : undefined;
  }
  if (!headOnly) await record({ db, now }, link, userAgent);
  return locationOf(link.url);
}

async function record({ db, now }: Pick<Ctx, "db" | "now">, link: FoundLink, userAgent: string): Promise<void> {
  const at = now();
  const isClick = !isPreview(userAgent);
  const { message, callbackUrl } = link;
  const callback =
    message && callbackUrl !== null
      ? {
          url: callbackUrl,
          params: clickParams({
            eventType: isClick ? "click" : "preview",
            messageSid: messageSid({ id: link.messageId, numMedia: message.numMedia }),
            to: message.to,
            from: message.from,
            link: link.url,
            at,
            serviceSid: message.serviceId && toSid("MG", message.serviceId),
            accountSid: toSid("AC", link.accountId),
            userAgent: userAgent.slice(0, USER_AGENT_MAX),
          }),
        }
      : null;
  await recordClick(db, link.code, { at, isClick }, callback);
}

/** A request for short links that nobody can make. @throws Refusal 20001 */
export function assertThroughService(serviceSid: string | undefined): asserts serviceSid is string {
  if (!serviceSid) throw new Refusal(20001, "Bad request: ShortenUrls: Send through a MessagingServiceSid");
}
