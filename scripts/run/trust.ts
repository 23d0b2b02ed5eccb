import { createHash, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rootCertificates } from "node:tls";

/** Files by which programs are told whom to trust. */
export type TrustFiles = {
  /** All that was trusted before, and the authority: for programs that trust what one file says. PEM */
  readonly bundle: string;
  /** For Node, which trusts it beside its own: what was there before, and the authority. PEM */
  readonly extra: string;
  /** The bundle for Java. */
  readonly javaStore: string;
  /** A folder with PHP's settings. */
  readonly phpFolder: string;
};

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that name the one file of certificates a program trusts: OpenSSL, Go and .NET; Python; curl; Twilio's helper. */
export const BUNDLE_VARIABLES = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] as const;

/** Where systems keep it. @source Go, crypto/x509: certFiles of root_linux.go and root_bsd.go */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * Writes the files that make a program trust `authority` beside whom it trusts already.
 * @param folder     to write them to
 * @param authority  PEM
 * @param variables  whose files are kept as they are and read in
 */
export function writeTrust(folder: string, authority: string, variables: Variables): TrustFiles {
  const files = {
    bundle: path.join(folder, "bundle.pem"),
    extra: path.join(folder, "extra.pem"),
    javaStore: path.join(folder, "bundle.jks"),
    phpFolder: path.join(folder, "php"),
  };
  const named = BUNDLE_VARIABLES.flatMap((name) => certificatesOf(variables[name]));
  const system = certificatesOf(SYSTEM_BUNDLES.find((file) => existsSync(file)));
  const extra = certificatesOf(variables.NODE_EXTRA_CA_CERTS);
  const all = unique([authority, ...named, ...extra, ...(system.length > 0 ? system : rootCertificates)]);
  writeFileSync(files.bundle, all.join("\n"));
  writeFileSync(files.extra, unique([authority, ...extra]).join("\n"));
  writeFileSync(files.javaStore, javaStore(all.flatMap(derOf)));
  mkdirSync(files.phpFolder, { recursive: true });
  writeFileSync(
    path.join(files.phpFolder, "senderpool.ini"),
    `curl.cainfo="${files.bundle}"\nopenssl.cafile="${files.bundle}"\n`,
  );
  return files;
}

/** The certificates of a PEM file; none where there is no such file. */
function certificatesOf(file: string | undefined): string[] {
  if (!file || !existsSync(file)) return [];
  return readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

const unique = (certificates: readonly string[]) => [...new Set(certificates.map((pem) => `${pem.trim()}\n`))];

/** A certificate that Node cannot read is none that Java must. */
function derOf(pem: string): Buffer[] {
  try {
    return [new X509Certificate(pem).raw];
  } catch {
    return [];
  }
}

/** Java reads no PEM. Its own format is a list of certificates with a digest. @source OpenJDK, sun.security.provider.JavaKeyStore */
function javaStore(certificates: readonly Buffer[]): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const text = (value: string) => Buffer.concat([number(value.length).subarray(2), Buffer.from(value)]);
  const TRUSTED_CERTIFICATE = number(2);
  const MADE_AT = Buffer.alloc(8);
  const entries = certificates.flatMap((der, index) => [
    TRUSTED_CERTIFICATE,
    text(`certificate-${index}`),
    MADE_AT,
    text("X.509"),
    number(der.length),
    der,
  ]);
  const store = Buffer.concat([number(0xfeedfeed), number(2), number(certificates.length), ...entries]);
  const password = Buffer.from("changeit", "utf16le").swap16();
  const digest = createHash("sha1").update(password).update("Mighty Aphrodite").update(store).digest();
  return Buffer.concat([store, digest]);
}
