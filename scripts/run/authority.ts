import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

/** A certificate authority of one run: its key is in this process's memory and nowhere else. */
export type Authority = {
  /** PEM. Who trusts it trusts the servers that have an identity from here. */
  readonly certificate: string;
  /** What a server needs to be taken for `host`, PEM. @param host in or below the authority's zone, in lower case */
  identityFor(host: string): { readonly key: string; readonly cert: string };
};

const DAY_MS = 86_400_000;
/** A client whose clock is slow must not find a certificate of tomorrow. */
const BEFORE_MS = 2 * DAY_MS;
/** Apple's software refuses more for a server. */
const AFTER_MS = 390 * DAY_MS;

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";

/**
 * Makes an authority that can only speak for `zone` and what is below it: whoever trusts it believes it nothing else.
 * @param zone a domain, such as `twilio.com`
 * @source RFC 5280 §4.1, §4.2
 */
export function createAuthority(zone: string, now: Date): Authority {
  const root = newKeys();
  const server = newKeys();
  const issuer = nameOf("Senderpool, this run only");
  const certificate = certify({
    now,
    issuer,
    by: root,
    subject: issuer,
    of: root,
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), true),
      extension(id_ce_nameConstraints, onlyBelow(zone), true),
    ],
  });
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return {
    certificate,
    identityFor: (host) => ({
      key,
      cert: certify({
        now,
        issuer,
        by: root,
        subject: nameOf(host),
        of: server,
        extensions: [
          extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
          extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
          extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
          extension(id_ce_subjectAltName, new SubjectAlternativeName([new GeneralName({ dNSName: host })])),
        ],
      }),
    }),
  };
}

type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

type Request = {
  readonly now: Date;
  readonly issuer: Name;
  readonly by: Keys;
  readonly subject: Name;
  readonly of: Keys;
  readonly extensions: readonly Extension[];
};

const newKeys = (): Keys => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** @returns PEM */
function certify({ now, issuer, by, subject, of, extensions }: Request): string {
  const signature = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature,
    issuer,
    validity: new Validity({
      notBefore: new Date(now.getTime() - BEFORE_MS),
      notAfter: new Date(now.getTime() + AFTER_MS),
    }),
    subject,
    subjectPublicKeyInfo: publicKeyInfo(of),
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(of))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(by)) }),
      ),
    ]),
  });
  const signed = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), by.privateKey);
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm: signature, signatureValue: bytes(signed) });
  return new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString();
}

const extension = (extnID: string, value: unknown, critical = false) =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const nameOf = (commonName: string) =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: commonName }) }),
    ]),
  ]);

const onlyBelow = (zone: string) =>
  new NameConstraints({
    permittedSubtrees: new GeneralSubtrees([new GeneralSubtree({ base: new GeneralName({ dNSName: zone }) })]),
  });

const publicKeyInfo = ({ publicKey }: Keys) =>
  AsnConvert.parse(publicKey.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo);

/** @source RFC 5280 §4.2.1.2 (method 1) */
const keyId = (keys: Keys) =>
  bytes(
    createHash("sha1")
      .update(Buffer.from(publicKeyInfo(keys).subjectPublicKey))
      .digest(),
  );

/** 16 bytes, positive. @source RFC 5280 §4.1.2.2 */
function serialNumber(): ArrayBuffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return bytes(serial);
}

const bytes = (buffer: Buffer): ArrayBuffer => Uint8Array.from(buffer).buffer;
