import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs `load` with TypeScript understood by this process and `@/` resolved by the tsconfig of `root`, whatever folder the person stands in.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export const typescript = async (root, load) => {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: join(root, 'tsconfig.json') });
  return load();
};

/** Flags of Node for a child that runs TypeScript.
 * @param {string} root */
export const typescriptFlags = (root) => ['--import', pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href];

/** Flags of Node for the worker: beside TypeScript it needs the condition under which `server-only` allows what it guards outside of a page.
 * @param {string} root */
export const workerFlags = (root) => ['--conditions=react-server', ...typescriptFlags(root)];

/** Its environment, beside `env`.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} */
export const typescriptEnv = (root, env) => ({ ...env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') });
