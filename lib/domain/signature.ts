import { createHash, createHmac } from "node:crypto";

/**
 * The value of `X-Twilio-Signature` for a form POST, or, without parameters, for a GET. Parameters are taken in the
 * order of their names, each name directly followed by its value; the values of a repeated name are sorted and told once.
 * The URL is signed as it was configured, without its fragment.
 * @param authToken the account's primary token
 * @param params decoded names and values
 * @source behaviour §4.5
 */
export function twilioSignature(
  authToken: string,
  url: string,
  params: readonly (readonly [name: string, value: string])[] = [],
): string {
  return createHmac("sha1", authToken).update(signedText(url, params)).digest("base64");
}

/** The very text that is signed, for whoever looks for the difference to what their endpoint signed. */
export function signedText(url: string, params: readonly (readonly [name: string, value: string])[]): string {
  const inOrder = params.toSorted(([name, value], [otherName, otherValue]) =>
    name === otherName ? compare(value, otherValue) : compare(name, otherName),
  );
  let text = withoutFragment(url);
  let before: readonly [string, string] | undefined;
  for (const param of inOrder) {
    if (param[0] !== before?.[0] || param[1] !== before[1]) text += param[0] + param[1];
    before = param;
  }
  return text;
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/**
 * A JSON body is not signed itself: its digest is added to the query, and the URL is signed.
 * @returns the URL to request and the signature to send
 * @source behaviour §4.5
 */
export function signJson(authToken: string, url: string, body: string): { url: string; signature: string } {
  const plain = withoutFragment(url);
  const digest = createHash("sha256").update(body).digest("hex");
  const signed = `${plain}${plain.includes("?") ? "&" : "?"}bodySHA256=${digest}`;
  return { url: signed, signature: twilioSignature(authToken, signed) };
}

/** The part of a URL that is requested; what follows the `#` only holds connection overrides. @source behaviour §4.4 */
export const withoutFragment = (url: string): string => {
  const at = url.indexOf("#");
  return at < 0 ? url : url.slice(0, at);
};
