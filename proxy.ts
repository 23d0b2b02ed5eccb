import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/console/path-header";
import { env } from "@/lib/env";

/** Everything but files that never change and the API, whose answers are data. */
export const config = {
  matcher:
    "/((?!_next/static|_next/image|favicon|icon|2010-04-01|v1/|v2/|data/|media/|m/|l/|[0-9][0-9A-Za-z]{9}$|health|metrics).*)",
};

/**
 * Gives each page its Content-Security-Policy with a nonce of its own (Next puts it on its scripts), and tells the page
 * its address, which sign-in leads back to.
 * @source CSP level 3 §8.2 (strict-dynamic)
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // A proxy in front may call us by another name. The gateway has checked Origin; Next must compare it with the same name.
  const { origin, host } = new URL(env().PUBLIC_URL);
  if (headers.get("origin") === origin) headers.set("x-forwarded-host", host);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    // React's development build explains errors with the help of eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // React hides what it streams into an SVG, and primitives place what floats, by the style attribute.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
