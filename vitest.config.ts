import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const UNIT_FOLDERS = ['lib', 'components', 'bench'];
const UNIT = UNIT_FOLDERS.map((folder) => `${folder}/**/*.test.ts`);
const INTEGRATION = '**/*.integ.test.ts';
const SAME_INPUTS = pathOf('./lib/testing/same-inputs.ts');
const TAKE_BACK = pathOf('./lib/testing/take-back.ts');
const QUICK_PASSWORDS = pathOf('./lib/testing/quick-passwords.ts');

/**
 * What a test file does to the process that it runs in, and would leave behind for the next. What Vitest itself can take back (spies, stubs, clocks) is taken back
 * after each file (`take-back.ts`).
 */
const LEAVES_SOMETHING =
  /\bvi\.(mock|doMock)\(|process\.(chdir|exitCode)|process\.env(\.\w+|\[[^\]]+\])? = |(delete |assign\()process\.env|processWide/;
/** What a tab knows is in the modules of this folder, once for a tab: each of its tests is a tab of its own. */
const OF_A_TAB = 'lib/queries/';
/** Running the kits takes minutes, and the AWS CLI, which a build server need not have: `npm run kits` does it, and fails where there is none. */
const KITS = '/kit-runs.integ.test.ts';
const files = UNIT_FOLDERS.flatMap((folder) =>
  readdirSync(pathOf(folder), { encoding: 'utf8', recursive: true }).map((file) => join(folder, file)),
).filter((file) => file.endsWith('.test.ts') && (process.env.REHOME_RUN_KITS !== undefined || !file.endsWith(KITS)));
const leaving = files.filter((file) => file.startsWith(OF_A_TAB) || LEAVES_SOMETHING.test(readFileSync(pathOf(file), 'utf8')));
const isIntegration = (file: string): boolean => file.endsWith('.integ.test.ts');
const alone = leaving.filter((file) => !isIntegration(file));

const integration = {
  globalSetup: [pathOf('./lib/testing/postgres-global.ts')],
  setupFiles: [SAME_INPUTS, QUICK_PASSWORDS, pathOf('./lib/testing/database-per-file.ts')],
};

/** As Next does it for a browser: of a module of server actions only the names are there, and nothing that the server needs is loaded. */
const serverActionsByName = {
  name: 'server-actions-by-name',
  enforce: 'pre' as const,
  transform: (code: string): string | undefined =>
    code.startsWith("'use server'")
      ? [...code.matchAll(/^export const (\w+)/gm)]
          .map(([, name]) => `export const ${name} = () => Promise.reject(new Error('${name} needs the server'));`)
          .join('\n')
      : undefined,
};

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
    // `npm test` and `npm run unit` leave these out; see docs/decisions/0036-tests-beside-the-main-cases.md.
    tags: [
      { name: 'long', description: 'A further case of what a test without this tag shows, that takes seconds: `npm run long` runs these.' },
    ],
    // Most tests of a database, a simulated job or a process wait longer than they work; more workers than cores keep two cores busy.
    maxWorkers: 4,
    // A bound for what hangs, not for what is slow: properties with hundreds of cases, on a build server beside other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        test: {
          // One process does file after file: starting one for each and reading the same modules anew took a quarter of the time.
          name: 'unit',
          isolate: false,
          include: UNIT,
          exclude: [INTEGRATION, ...alone],
          setupFiles: [SAME_INPUTS, TAKE_BACK],
        },
      },
      {
        extends: true,
        test: { name: 'unit, each file alone', include: alone, setupFiles: [SAME_INPUTS] },
      },
      {
        extends: true,
        plugins: [serverActionsByName],
        test: {
          // Components in a DOM: what they show and do. What hangs on layout, popovers or pixels is a browser story's.
          name: 'dom',
          environment: 'happy-dom',
          include: ['components/**/*.dom.test.tsx'],
          setupFiles: [SAME_INPUTS, pathOf('./components/testing/in-a-dom.ts')],
        },
      },
      {
        extends: true,
        test: {
          ...integration,
          // Loading the AWS clients and the rest of the packages for each file was two of its seconds; our own modules are new for each (`new-modules.ts`).
          name: 'integ',
          isolate: false,
          include: files.filter((file) => isIntegration(file) && !leaving.includes(file)),
          setupFiles: [pathOf('./lib/testing/new-modules.ts'), TAKE_BACK, ...integration.setupFiles],
        },
      },
      {
        extends: true,
        test: { ...integration, name: 'integ, each file alone', include: leaving.filter(isIntegration) },
      },
    ],
  },
});
