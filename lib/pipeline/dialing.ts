import { lookup as lookupAddresses } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import type { WebhookFailure } from "@/lib/pipeline/deps";

/** An address that may not be reached from here. */
class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(host: string) {
    super(
      `${host} is not an address that may be reached from here; CALLBACK_ALLOW lists what may be reached besides public addresses`,
    );
  }
}

/** The overall time of a request was up: what it is aborted with. */
export const TOO_LATE = new Error("No complete answer in time");

/**
 * The one way out to addresses that customers name. An address is judged when it is dialled, after the name was looked up,
 * so what was judged is what is reached; of a name's addresses only allowed ones are tried.
 * @param allows whether an address may be reached
 * @returns makes the `connect` of an undici pool or agent; `sni` false sends no server name
 * @source trust S1, S2
 */
export function createDialer(
  allows: (address: string) => boolean,
): (options: { timeoutMs: number; sni?: boolean }) => buildConnector.connector {
  const lookup = lookupOf(allows);
  return ({ timeoutMs, sni = true }) => {
    const connect = buildConnector({ timeout: timeoutMs, lookup, ...(sni ? {} : { servername: "" }) });
    return (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !allows(host)) return callback(new AddressRefused(host), null);
      connect({ ...options, hostname: host }, callback);
    };
  };
}

const CODES: Readonly<Record<string, { code: number; cause: WebhookFailure["cause"] }>> = {
  UND_ERR_HEADERS_TIMEOUT: { code: 11200, cause: "rt" },
  UND_ERR_BODY_TIMEOUT: { code: 11200, cause: undefined },
  ENOTFOUND: { code: 11210, cause: "ct" },
  EAI_AGAIN: { code: 11210, cause: "ct" },
  CERT_HAS_EXPIRED: { code: 11236, cause: "ct" },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 11235, cause: "ct" },
  DEPTH_ZERO_SELF_SIGNED_CERT: { code: 11237, cause: "ct" },
  SELF_SIGNED_CERT_IN_CHAIN: { code: 11237, cause: "ct" },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { code: 11237, cause: "ct" },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { code: 11237, cause: "ct" },
};

/**
 * What went wrong, as far as it says. A connection that breaks before the first byte of an answer was no connection.
 * @param answered whether an answer had begun
 * @source behaviour §3.6
 */
export function explainFailure(error: Error, answered: boolean): WebhookFailure {
  const { code = "" } = error as NodeJS.ErrnoException;
  const detail = error.message || code;
  if (error === TOO_LATE) return { code: 11200, detail, cause: answered ? undefined : "rt" };
  if (error instanceof AddressRefused) return { code: 11210, detail, cause: undefined };
  if (error.name === "HTTPParserError" || code.startsWith("UND_ERR_RES"))
    return { code: 11206, detail, cause: undefined };
  if (answered) return { code: 11200, detail, cause: undefined };
  const known = CODES[code];
  if (known) return { ...known, detail };
  const isTls = code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code === "EPROTO";
  return { code: isTls ? 11220 : 11205, detail, cause: "ct" };
}

/** Only addresses that may be reached are given to whoever dials. One question a name is under way at a time. */
function lookupOf(allows: (address: string) => boolean): LookupFunction {
  type Addresses = { address: string; family: number }[];
  const asking = new Map<string, Promise<Addresses>>();
  const ask = (hostname: string) => {
    const known = asking.get(hostname);
    if (known) return known;
    const asked = new Promise<Addresses>((resolve, reject) => {
      lookupAddresses(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
    }).finally(() => asking.delete(hostname));
    asking.set(hostname, asked);
    return asked;
  };
  return (hostname, options, callback) => {
    ask(hostname).then(
      (all) => {
        const allowed = all.filter(({ address }) => allows(address));
        const [first] = allowed;
        if (!first) return callback(new AddressRefused(hostname), "");
        if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ""),
    );
  };
}
