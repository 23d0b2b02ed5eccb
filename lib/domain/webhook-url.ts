import { isHttpUrl } from "@/lib/domain/http-url";
import { addressAllowed, type Cidr, LOOPBACK, parseCidrs } from "@/lib/domain/private-address";

/** Which addresses webhooks may reach here, as the environment says. */
export type WebhookReach = {
  /** The blocks of CALLBACK_ALLOW; null while it is unset. */
  readonly callbackAllow: readonly string[] | null;
  /** The gateway listens on this machine alone. */
  readonly onLoopback: boolean;
};

/**
 * What is wrong with a webhook's address, as far as its text tells: what a name leads to is only known when it is called.
 * @returns a sentence to show while it is typed; undefined when nothing is wrong
 * @source contracts, CALLBACK_ALLOW; behaviour §1.4 (21609)
 */
export function webhookUrlProblem(text: string, reach: WebhookReach): string | undefined {
  const url = text.trim();
  if (url === "") return undefined;
  if (!/^https?:\/\//i.test(url)) return "Start with https:// or http://, like https://example.com/hook.";
  const host = hostOf(url);
  if (host === undefined) return "This is no full URL yet. Write it like https://example.com/hook.";
  if (host.includes("_")) return "A host name has no underscores (21609).";
  if (!isHttpUrl(url)) return "This URL has blanks or is longer than 4,000 characters (21609).";
  const address = isLocalhost(host) ? "127.0.0.1" : addressIn(host);
  if (address === undefined || addressAllowed(address, { publicAllowed: true, cidrs: cidrsOf(reach) }))
    return undefined;
  return `${host} is a private address, so it would not be called. CALLBACK_ALLOW can allow it.`;
}

function cidrsOf({ callbackAllow, onLoopback }: WebhookReach): readonly Cidr[] {
  if (callbackAllow === null) return onLoopback ? LOOPBACK : [];
  const parsed = parseCidrs(callbackAllow.join(","));
  return parsed.ok ? parsed.cidrs : [];
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, "") || undefined;
  } catch {
    return undefined;
  }
}

const isLocalhost = (host: string) => host === "localhost" || host.endsWith(".localhost");

/** The host, if it is an address and no name. */
const addressIn = (host: string) => (/^\d+(\.\d+){3}$/.test(host) || host.includes(":") ? host : undefined);
