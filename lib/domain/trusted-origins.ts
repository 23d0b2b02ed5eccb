/**
 * The origins a browser may act from: the public address, and this server by its loopback names or its own.
 * @param publicUrl  the base of every link we give out
 * @param host       the address the gateway listens on
 * @param port       the port it listens on
 */
export function trustedOrigins(publicUrl: string, host: string, port: number): string[] {
  const names = ["localhost", "127.0.0.1", "[::1]", host.includes(":") ? `[${host}]` : host];
  const own = names.map((name) => `http://${name}:${port}`).filter((url) => URL.canParse(url));
  return [...new Set([publicUrl, ...own].map((url) => new URL(url).origin))];
}
