import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildCurrent, ensureBuild } from './build.js';
import { bundlesCurrent, ensureBundles } from './bundles.js';
import { dependenciesCurrent, ensureDependencies } from './install.js';
import { takeLock } from './lock.js';
import { sleep } from './processes.js';
import { ReportedError, say } from './reported-error.js';

const WAIT_MS = 500;

/**
 * Brings the checkout to where it can be run: locked dependencies, and a build of exactly these files. Two that start at once take turns.
 * @param {string} root
 * @param {import('./children.js').Children} children
 * @param {{ build: boolean }} what
 */
export const setUp = async (root, children, { build }) => {
  const current = () => dependenciesCurrent(root) && (!build || (buildCurrent(root) && bundlesCurrent(root)));
  if (current()) return;
  const release = await turn(root);
  try {
    await ensureDependencies(root, children);
    if (build) {
      await ensureBuild(root, children);
      await ensureBundles(root);
    }
  } finally {
    release();
  }
};

/** @param {string} root */
const turn = async (root) => {
  const folder = join(root, '.rehome');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReportedError(`Rehome must be installed or built first, and its folder cannot be written: ${reason}.`);
  }
  for (let waited = false; ; waited = true) {
    const lock = takeLock(join(folder, 'set-up.lock'));
    if ('held' in lock) return lock.held.release;
    if (!waited) say('Another start is installing or building here; waiting for it…');
    await sleep(WAIT_MS);
  }
};
