import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './install.js';
import { ReportedError, say } from './reported-error.js';
import { sourceHash } from './source-hash.js';

const inputs = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
// Run beside the console, never bundled into it.
const beside = ['lib/sandbox', 'lib/testing', 'lib/launcher', 'lib/cli', 'lib/db/migrations'];

/** A hash of everything the build is made from.
 * @param {string} root */
const inputHash = (root) => sourceHash(root, inputs, beside);

const stampOf = (/** @type {string} */ root) => join(root, '.next', 'rehome-inputs');

/** Whether the last build was made from the files as they are.
 * @param {string} root */
export const buildCurrent = (root) => readOrNothing(stampOf(root)) === inputHash(root);

/** Notes that the build was made from files with this hash; those that are there now, unless told.
 * @param {string} root */
export const stampBuild = (root, hash = inputHash(root)) => writeFileSync(stampOf(root), hash);

/**
 * Builds the console where the last build was made from something else. The stamp is written last, so a build cut short is stale.
 * @param {string} root
 * @param {import('./children.js').Children} children
 */
export const ensureBuild = async (root, children) => {
  if (buildCurrent(root)) return;
  rmSync(stampOf(root), { force: true });
  const hash = inputHash(root);
  say('Building the console (about a minute, once)…');
  const { code, output } = await runQuietly(children, {
    name: 'next build',
    command: process.execPath,
    args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    options: { cwd: root, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } },
  });
  if (code !== 0)
    throw new ReportedError(
      `${output.trimEnd()}\nThe console could not be built: next build ended with code ${code}; its words are above.`,
    );
  stampBuild(root, hash);
};

const readOrNothing = (/** @type {string} */ file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
