/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` runs the type checker; a start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  // The public address is the gateway's; it has already checked Origin against it.
  devIndicators: false,
};
