import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runQuietly } from './install.js';
import { ReportedError, say } from './reported-error.js';

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

/** @param {string} root @param {string} path @returns {string[]} */
const filesUnder = (root, path) => {
  try {
    return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(root, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

/** A hash of everything the build is made from.
 * @param {string} root */
const inputHash = (root) => {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  const files = inputs
    .flatMap((path) => filesUnder(root, path))
    .filter((file) => !/\.test\.tsx?$/.test(file) && !beside.some((folder) => file.startsWith(`${folder}/`)));
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

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
