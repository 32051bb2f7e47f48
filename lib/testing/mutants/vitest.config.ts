import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const pathOf = (relative: string): string => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

/** The tests that mutants of the rules and of the import are given: those that say what is right, without the properties, each of which takes half a minute. */
export default defineConfig({
  root: pathOf('.'),
  resolve: { alias: { '@': pathOf('.') } },
  test: {
    include: ['lib/restore/rules/*.test.ts', 'lib/restore/import/**/*.test.ts', 'lib/testing/{field-cases,checks-page}.test.ts'],
    exclude: ['**/no-new-values.test.ts', '**/.stryker-tmp/**'],
    testTimeout: 60_000,
  },
});
