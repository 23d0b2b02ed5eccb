import type { Endpoints, Resource } from "@/lib/api/resource";
import { fromSid, type SidPrefix } from "@/lib/domain/sid";

/** What a `:Name` in a path stands for; a name that is not here is a plain text. */
const KINDS: Readonly<Record<string, SidPrefix | readonly SidPrefix[]>> = {
  AccountSid: "AC",
  AlertSid: "NO",
  KeySid: "SK",
  UsageTriggerSid: "UT",
  ServiceSid: "MG",
  PhoneNumberSid: "PN",
  ShortCodeSid: "SC",
  ChannelSenderSid: "XE",
  AlphaSenderSid: "AI",
  SenderSid: ["SC", "XE"],
  QueueSid: ["PN", "SC", "XE", "AI"],
  MessageSid: ["SM", "MM"],
  OptOutSid: "OO",
  MediaSid: "ME",
  ContentSid: "HX",
  DomainSid: "DN",
  BrandSid: "BN",
  VettingSid: "VT",
  CampaignSid: "QE",
  VerificationSid: "HH",
};

/** The kinds of SID that a name in a path stands for; undefined for a plain text. */
export const kindsOf = (name: string): readonly SidPrefix[] | undefined => KINDS[name] && [KINDS[name]].flat();

export type Match = {
  readonly endpoints: Endpoints;
  /** The path as it was planted, with its names. */
  readonly route: string;
  /** How its writes come, unless as forms. */
  readonly takes: "json" | undefined;
  /** Without the suffix. */
  readonly path: string;
  /** Ids by name; undefined where the SID is malformed, which is another way of not being found. */
  readonly values: Readonly<Record<string, string | undefined>>;
};

type Node = {
  readonly fixed: Map<string, Node>;
  named?: { name: string; node: Node };
  route?: string;
  endpoints?: Endpoints;
  takes?: "json" | undefined;
};

/**
 * Compiles the resources into a tree of path segments.
 * @returns what answers at a path, which is case-sensitive and comes without its query
 */
export function createRouter(resources: readonly Resource[]): (path: string) => Match | undefined {
  const root: Node = { fixed: new Map() };
  for (const route of resources.flatMap(({ routes }) => routes)) plant(root, route);
  return (requested) => {
    // `Messages.json` and `Messages` are one list, in every dialect.
    const path = requested.endsWith(".json") ? requested.slice(0, -".json".length) : requested;
    const values: Record<string, string | undefined> = {};
    let node = root;
    for (const segment of path.split("/").slice(1)) {
      const next = node.fixed.get(segment);
      if (next) {
        node = next;
      } else if (node.named && segment !== "") {
        const kind = KINDS[node.named.name];
        values[node.named.name] = kind ? fromSid(kind, segment) : segment;
        node = node.named.node;
      } else {
        return undefined;
      }
    }
    const { endpoints, takes, route = "" } = node;
    return endpoints && { endpoints, takes, route, path, values };
  };
}

function plant(root: Node, { path, endpoints, takes }: Resource["routes"][number]): void {
  let node = root;
  for (const segment of path.split("/").slice(1)) {
    let next = segment.startsWith(":") ? node.named?.node : node.fixed.get(segment);
    if (!next) {
      next = { fixed: new Map() };
      if (segment.startsWith(":")) node.named = { name: segment.slice(1), node: next };
      else node.fixed.set(segment, next);
    }
    node = next;
  }
  // Two resources may share a path, one its list and one its instance; never a method of it.
  const both = Object.keys(endpoints).find((method) => node.endpoints?.[method]);
  if (both) throw new Error(`Two resources answer ${both} ${path}`);
  node.endpoints = { ...node.endpoints, ...endpoints };
  node.takes ??= takes;
  // Two resources may call the same segment by different names; the first one's stand.
  node.route ??= path;
}
