import { BUNDLE_VARIABLES, type TrustFiles } from "@/scripts/run/trust";
import { exceptionsOf } from "@/scripts/run/upstream";

type Variables = Readonly<Record<string, string | undefined>>;

type Place = {
  /** Of the redirect, on loopback. */
  readonly port: number;
  readonly trust: TrustFiles;
  /** The file that each Node process is to load. */
  readonly preload: string;
  /** Where Senderpool itself is, for what a program asks beyond Twilio's API. */
  readonly senderpool: string;
};

/** What is asked directly: a program's own servers, and Senderpool on this machine. */
const LOCAL = ["localhost", "127.0.0.1", "::1"];

/**
 * What a command's environment must have for its requests to Twilio to come to the redirect: the proxy, the certificates to
 * trust, and for Node, Java and PHP, which do not look at those, the settings of their own.
 * @param variables the environment as it is; what it says already is kept, except what would lead past the redirect
 */
export function surroundings(variables: Variables, { port, trust, preload, senderpool }: Place): Variables {
  const proxy = `http://127.0.0.1:${port}`;
  const exceptions = exceptionsOf(variables.no_proxy || variables.NO_PROXY || "").filter(leadsNoTwilio);
  const noProxy = [...new Set([...exceptions, ...LOCAL])].join(",");
  const changes: Record<string, string> = {
    SENDERPOOL_URL: senderpool,
    SENDERPOOL_REDIRECT_PORT: String(port),
    NODE_EXTRA_CA_CERTS: trust.extra,
    NODE_OPTIONS: joined(variables.NODE_OPTIONS, `--require ${JSON.stringify(preload)}`),
    JAVA_TOOL_OPTIONS: joined(variables.JAVA_TOOL_OPTIONS, javaOptions(port, trust.javaStore)),
    DENO_CERT: trust.extra,
    // An empty part stands for the folder that PHP was built with.
    PHP_INI_SCAN_DIR: `${variables.PHP_INI_SCAN_DIR ?? ""}:${trust.phpFolder}`,
  };
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]) {
    changes[name] = proxy;
    changes[name.toLowerCase()] = proxy;
  }
  changes.NO_PROXY = noProxy;
  changes.no_proxy = noProxy;
  for (const name of BUNDLE_VARIABLES) changes[name] = trust.bundle;
  // Twilio's helper trusts nothing else than this, when it is there.
  if (variables.TWILIO_CA_BUNDLE) changes.TWILIO_CA_BUNDLE = trust.bundle;
  return { ...variables, ...changes };
}

const joined = (before: string | undefined, added: string) => (before ? `${before} ${added}` : added);

/** A wish to go without a proxy everywhere, or to Twilio, would let messages out to real people. */
const leadsNoTwilio = (exception: string) => exception !== "*" && !/(^|\.)(twilio\.)?com(:\d+)?$/.test(exception);

const javaOptions = (port: number, store: string) =>
  [
    ...["http", "https"].flatMap((scheme) => [`-D${scheme}.proxyHost=127.0.0.1`, `-D${scheme}.proxyPort=${port}`]),
    "-Dhttp.nonProxyHosts=localhost|127.*|[::1]",
    `-Djavax.net.ssl.trustStore=${store}`,
    "-Djavax.net.ssl.trustStoreType=jks",
  ].join(" ");
