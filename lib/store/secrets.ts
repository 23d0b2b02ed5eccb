import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** Version of the sealed form; a later one can be told from it. */
const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed text that this key did not seal, or that was changed. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * Encrypts what must be read back: auth tokens, carrier passwords.
 * @param secretKey  `SECRET_KEY`, the same on every process
 * @returns "v1." and the base64url of IV, tag and ciphertext; two seals of one text differ
 * @source AES-256-GCM, NIST SP 800-38D §8.2.2 (random 96-bit IV); key by HKDF-SHA-256, RFC 5869
 */
export function seal(plain: string, secretKey: string = requiredKey()): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keysOf(secretKey).seal, iv);
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url")}`;
}

/** The text that `seal` was given. @throws SealError when the key is another one or the sealed text was changed */
export function open(sealed: string, secretKey: string = requiredKey()): string {
  const [version, data = ""] = sealed.split(".");
  const bytes = Buffer.from(data, "base64url");
  if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) throw new SealError("Not a sealed text");
  try {
    const decipher = createDecipheriv("aes-256-gcm", keysOf(secretKey).seal, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    throw new SealError("SECRET_KEY does not open this text");
  }
}

/**
 * What is stored of an API key's secret: a keyed digest, as only a comparison is ever needed. Fit for secrets that we made
 * from random bytes, never for passwords, which people choose.
 * @returns 64 hex digits; compare with `crypto.timingSafeEqual`
 */
export function hashSecret(secret: string, secretKey: string = requiredKey()): string {
  return createHmac("sha256", keysOf(secretKey).hash).update(secret, "utf8").digest("hex");
}

interface Keys {
  seal: Buffer;
  hash: Buffer;
}

/** One secret key is in use in a process; a second one appears only while keys are compared. */
const derived = new Map<string, Keys>();
const DERIVED_MAX = 4;

function keysOf(secretKey: string): Keys {
  const known = derived.get(secretKey);
  if (known) return known;
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", secretKey, "senderpool", purpose, 32));
  const keys = { seal: derive("seal"), hash: derive("hash") };
  if (derived.size >= DERIVED_MAX) derived.clear();
  derived.set(secretKey, keys);
  return keys;
}

function requiredKey(): string {
  const { SECRET_KEY } = env();
  if (SECRET_KEY === undefined) throw new SealError("SECRET_KEY is not set, and DATA_DIR/secret.key does not exist");
  return SECRET_KEY;
}
