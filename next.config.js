/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types have their own step in `npm test`; who starts the demo does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Messages are compiled on the server (lib/i18n/server.ts); what shows them needs no ICU parser.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  // A history of a plan may have a million characters (lib/restore/bounds.ts), each of up to three bytes.
  experimental: {
    serverActions: { bodySizeLimit: '4mb' },
    // Few scripts a page, which compress better than many: 4 kB less for a page that browses, 6 kB for the restore page (decision 0013).
    turbopackChunking: { requestCost: 2_000_000, minChunkSize: 200_000, maxMergeChunkSize: 1_000_000, firstPageLoadPriority: 0.9 },
  },
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  // The AWS SDK, the PostgreSQL driver, drizzle, pg-boss, Better Auth, jose and the password lists stay ordinary Node packages: bundling them slows the build and buys nothing on a server.
  serverExternalPackages: [
    '@aws-sdk/client-backup',
    '@aws-sdk/client-ec2',
    '@aws-sdk/client-iam',
    '@aws-sdk/client-sts',
    '@aws-sdk/credential-provider-node',
    'better-auth',
    'jose',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
    'pg',
    'pg-boss',
    'drizzle-orm',
  ],
  // What a browser asks for where a page gave it no icon yet.
  redirects: async () => [{ source: '/favicon.ico', destination: '/icon.svg', permanent: true }],
  // The same on every answer; the content security policy differs by answer and comes from proxy.ts.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
      ],
    },
    // What a build makes does not pass proxy.ts: nothing of it is a page.
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default config;
