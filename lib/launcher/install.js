import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReportedError, say } from './reported-error.js';

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean, link?: boolean }> | null} */
const packagesOf = (file) => {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8'));
    return typeof parsed?.packages === 'object' ? parsed.packages : null;
  } catch {
    return null;
  }
};

/**
 * Whether `node_modules` under `root` is what the lock file asks for, as far as npm's own record of it (`.package-lock.json`, written
 * when an installation is complete) tells. Packages for other platforms may be absent.
 * @param {string} root
 */
export const dependenciesCurrent = (root) => {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, want]) => {
    if (path === '') return true;
    const have = installed[path];
    return have === undefined ? want.optional === true : have.version === want.version;
  });
};

/**
 * Installs the locked dependencies where they are missing or not those of the lock file.
 * @param {string} root
 * @param {import('./children.js').Children} children
 */
export const ensureDependencies = async (root, children) => {
  if (dependenciesCurrent(root)) return;
  say('Installing dependencies (about half a minute, once)…');
  const npm = process.env.npm_execpath;
  const viaNode = npm?.endsWith('.js') === true;
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runQuietly(children, {
    name: 'npm ci',
    command: viaNode ? process.execPath : 'npm',
    args: viaNode ? [npm, ...args] : args,
    options: { cwd: root },
  });
  if (code !== 0)
    throw new ReportedError(
      `${output.trimEnd()}\nThe dependencies could not be installed: npm ci ended with code ${code}; its words are above.`,
    );
};

/**
 * Runs a program to its end and gives what it wrote, to be shown only where it failed.
 * @param {import('./children.js').Children} children
 * @param {import('./children.js').Start} start
 */
export const runQuietly = async (children, start) => {
  const child = await children.start({ ...start, options: { ...start.options, stdio: ['ignore', 'pipe', 'pipe'] } }).catch((error) => {
    throw new ReportedError(`${start.name} could not be started: ${error instanceof Error ? error.message : String(error)}.`);
  });
  /** @type {string[]} */
  const chunks = [];
  for (const stream of [child.process.stdout, child.process.stderr]) stream?.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
  const { code, signal } = await child.exited;
  return { code: code ?? signal, output: chunks.join('') };
};
