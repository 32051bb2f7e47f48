import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runQuietly } from './install.js';
import { ReportedError, say } from './reported-error.js';

// First the shell without a browser's own windows: the same engine, and the stories take half the processor time that they take in the whole browser.
const SYSTEM = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
const DOWNLOAD_LIMIT_MS = '20000';

const runs = (/** @type {string} */ path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

const ofPlaywright = (/** @type {string} */ root) => {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
  return /** @type {string} */ (chromium.executablePath());
};

/**
 * A Chromium that runs: `CHROMIUM_PATH`, the system's, Playwright's own. `null` where there is none. Throws a sentence where `CHROMIUM_PATH` names one that does not run.
 * @param {string} root
 * @returns {string | null}
 */
export const findChromium = (root) => {
  const given = process.env.CHROMIUM_PATH ?? '';
  if (given !== '') {
    if (runs(given)) return given;
    throw new ReportedError(`CHROMIUM_PATH is ${given}, and that does not run.`);
  }
  return [...SYSTEM, '/snap/bin/chromium', ofPlaywright(root)].find(runs) ?? null;
};

/**
 * As `findChromium`, and where there is none installs one: Playwright's download, else, as root, Debian's package. Throws a sentence where none can be had.
 * @param {string} root
 * @param {import('./children.js').Children} children
 * @returns {Promise<string>}
 */
export const ensureChromium = async (root, children) => {
  const found = findChromium(root);
  if (found !== null) return found;
  /** @type {import('./children.js').Start[]} */
  const ways = [
    {
      name: "Playwright's download",
      command: process.execPath,
      args: [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'],
      options: { env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: DOWNLOAD_LIMIT_MS } },
    },
  ];
  if (process.getuid?.() === 0) {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    ways.push({ name: 'apt-get update', command: 'apt-get', args: ['update'], options });
    for (const debian of ['chromium-headless-shell', 'chromium'])
      ways.push({
        name: `apt-get install ${debian}`,
        command: 'apt-get',
        args: ['install', '-y', '--no-install-recommends', debian],
        options,
      });
  }
  for (const way of ways) {
    say(`No Chromium was found: trying ${way.name}…`);
    const { code, output } = await runQuietly(children, way).catch((error) => ({ code: 1, output: String(error) }));
    if (code !== 0) say(`${output.trim().split('\n').slice(-3).join('\n')}\n${way.name} failed.`);
    const now = findChromium(root);
    if (now !== null) return now;
  }
  throw new ReportedError(
    'The browser tests need a Chromium, and none can be found or installed: install one, or name it in CHROMIUM_PATH.',
  );
};
