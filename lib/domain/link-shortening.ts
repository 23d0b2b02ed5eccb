/** How long a short link leads to its page. @source behaviour §6.4 */
export const SHORT_LINK_DAYS = 90;

/** Links of one message that are shortened; what comes after them stays long. Our choice. */
export const SHORT_LINKS_MAX = 32;

const DIGITS = "0123456789";
const BASE_62 = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`;
const CODE_LENGTH = 10;

/**
 * The last part of a short link: ten letters and digits, the first of which is a digit, so that none is ever the address
 * of a page of ours. 56 bits of chance.
 * @param random 8 unpredictable bytes
 * @source behaviour §6.4 (10 alphanumerics)
 */
export function shortCode(random: Uint8Array): string {
  let number = Buffer.from(random).readBigUInt64BE();
  let code = "";
  for (const letters of [DIGITS, ...Array(CODE_LENGTH - 1).fill(BASE_62)]) {
    code += letters.charAt(Number(number % BigInt(letters.length)));
    number /= BigInt(letters.length);
  }
  return code;
}

/** The code in the path of a short link, if it is one. */
export const shortCodeIn = (path: string): string | undefined => /^\/([0-9][0-9A-Za-z]{9})$/.exec(path)?.[1];

/** A full web address in a text. Marks that end a sentence or close a bracket are not part of it. */
const LINK = /\bhttps?:\/\/[^\s<>"{}|\\^`]+/gi;
const TRAILING = /[.,;:!?'")\]»”’]+$/;

/** The web addresses in a text that can be shortened, each once, in their order. */
export function linksIn(text: string): string[] {
  const links = (text.match(LINK) ?? []).map((link) => link.replace(TRAILING, ""));
  return [...new Set(links)].filter((link) => URL.canParse(link)).slice(0, SHORT_LINKS_MAX);
}

/** A link of a message, and the short one that stands in its place. */
export type ShortLink = {
  readonly code: string;
  readonly domainId: string;
  /** As it stands in the text. */
  readonly shown: string;
  readonly url: string;
};

/** The text with its links shortened. Where one address begins with another, each is still replaced as a whole. */
export function withShortLinks(text: string, links: readonly Pick<ShortLink, "shown" | "url">[]): string {
  const shownFor = new Map(links.map(({ url, shown }) => [url, shown]));
  return text.replace(LINK, (found) => {
    const url = found.replace(TRAILING, "");
    return (shownFor.get(url) ?? url) + found.slice(url.length);
  });
}

/** A name that short links have, as a send needs to know it. */
export type LinkDomain = {
  readonly id: string;
  /** With its port, if it has one; lower case. */
  readonly host: string;
  /** A message whose links cannot be shortened leaves with long ones; else it fails (30103). */
  readonly continueOnFailure: boolean;
  /** Short links are written without `https://`. */
  readonly disableHttps: boolean;
  readonly certificate: { readonly managed: boolean; readonly expiresAt: Date | null } | null;
};

/**
 * What stands before the code in a short link of this domain; null while it has no certificate that holds. The address of
 * the installation itself needs none, and is written as it is.
 * @param publicUrl without a trailing slash
 * @source behaviour §6.4
 */
export function linkBase(
  { host, disableHttps, certificate }: Pick<LinkDomain, "host" | "disableHttps" | "certificate">,
  publicUrl: string,
  now: Date,
): string | null {
  const isOwn = host === new URL(publicUrl).host;
  if (disableHttps) return `${host}/`;
  if (isOwn) return `${publicUrl}/`;
  const holds = certificate?.managed || (certificate?.expiresAt && certificate.expiresAt > now);
  return holds ? `https://${host}/` : null;
}

/** The host of a domain, as an operator may write it: a name with an optional port, with or without its scheme. */
export function readHost(text: string): string | undefined {
  const written = text.trim();
  const url = /^https?:\/\//i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(url)) return undefined;
  const { host, hostname, pathname, search, hash, username, protocol } = new URL(url);
  const isBare = pathname === "/" && search === "" && hash === "" && username === "" && protocol.startsWith("http");
  return isBare && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(hostname) ? host : undefined;
}

/** Programs that look at a link to show what is behind it, or to index it. */
const PREVIEWER = /(?<!cu)bot\b|crawl|spider|preview|facebookexternalhit|facebot|whatsapp|slurp|embedly|vkshare/i;

/** Whether a device or a network looked, and not a person. @source behaviour §6.4 (`preview`) */
export const isPreview = (userAgent: string): boolean => userAgent === "" || PREVIEWER.test(userAgent);

/** Requests for a link that its domain's callback URL is told of; more are only counted. */
export const CLICKS_TOLD_MAX = 1_000;

/** A click as its callback tells it, in JSON. @source behaviour §4.1 */
export const clickParams = (click: {
  readonly eventType: "click" | "preview";
  readonly messageSid: string;
  readonly to: string;
  readonly from: string | null;
  readonly link: string;
  readonly at: Date;
  readonly serviceSid: string | null;
  readonly accountSid: string;
  readonly userAgent: string;
}): Record<string, string> => ({
  event_type: click.eventType,
  sms_sid: click.messageSid,
  to: click.to,
  from: click.from ?? "",
  link: click.link,
  click_time: click.at.toISOString(),
  messaging_service_sid: click.serviceSid ?? "",
  account_sid: click.accountSid,
  user_agent: click.userAgent,
});

/**
 * Where a browser is led: percent-encoded, as a header can say it. Nothing but a web address ever is.
 * @returns undefined for anything else
 */
export function locationOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? href : undefined;
}
