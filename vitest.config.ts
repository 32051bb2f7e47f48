import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@': pathOf('.'),
      // `server-only` throws outside a React server bundle; the tests are the server here.
      'server-only': pathOf('./node_modules/server-only/empty.js'),
    },
  },
  test: {
    passWithNoTests: false,
    // Many tests wait (for a database, a simulated job, a process); more workers than cores keep both cores busy.
    maxWorkers: 3,
    // A bound for what hangs, not for what is slow: properties with hundreds of cases, on a build server beside other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.integ.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integ',
          include: ['lib/**/*.integ.test.ts'],
          globalSetup: [pathOf('./lib/testing/postgres-global.ts')],
          setupFiles: [pathOf('./lib/testing/database-per-file.ts')],
        },
      },
    ],
  },
});
