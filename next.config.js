/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` runs the type checker; a start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  // The public address is the gateway's; it has already checked Origin against it.
  devIndicators: false,
  // Short links stand at the root of their domain.
  rewrites: async () => [{ source: "/:code([0-9][0-9A-Za-z]{9})", destination: "/l/:code" }],
  // Beside the Content-Security-Policy that proxy.ts gives each page.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
      ],
    },
  ],
};
