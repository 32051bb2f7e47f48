import { parseArgs } from 'node:util';
import { ReportedError } from './reported-error.js';
import { DEMO_SEEDS, isDemoSeed } from './seeds.js';

/**
 * @typedef {object} Options
 * @property {number | null} port
 * @property {number | null} sandboxPort
 * @property {string | null} data
 * @property {boolean} reset
 * @property {import('./seeds.js').DemoSeed | undefined} seed
 */

const takes = /** @type {const} */ ({
  demo: ['port', 'sandbox-port', 'data', 'reset', 'seed'],
  dev: ['port', 'sandbox-port', 'data', 'reset', 'seed'],
  start: ['port', 'data'],
});

/**
 * The options of a command that starts the console. Throws a sentence for anything it does not know.
 * @param {'demo' | 'dev' | 'start'} command
 * @param {readonly string[]} argv
 * @returns {Options}
 */
export const readOptions = (command, argv) => {
  const parsed = parse(argv);
  for (const name of Object.keys(parsed)) {
    if (!takes[command].some((known) => known === name)) throw new ReportedError(`rehome ${command} does not take --${name}.`);
  }
  return {
    port: portOf('--port', parsed.port),
    sandboxPort: portOf('--sandbox-port', parsed['sandbox-port']),
    data: folderOf(parsed.data),
    reset: parsed.reset === true,
    seed: seedOf(parsed.seed),
  };
};

const parse = (/** @type {readonly string[]} */ argv) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'sandbox-port': { type: 'string' },
        data: { type: 'string' },
        reset: { type: 'boolean' },
        seed: { type: 'string' },
      },
      allowPositionals: false,
    }).values;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const name = argv.find((each) => each.startsWith('-') && !/^--(?:port|sandbox-port|data|reset|seed)(?:=|$)/.test(each));
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new ReportedError(`There is no option ${name ?? ''}; rehome --help lists them.`.replace('  ', ' '));
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
      throw new ReportedError(`Only options are expected here; rehome --help lists them.`);
    throw new ReportedError('An option lacks its value, or has one that it does not take; rehome --help lists them.');
  }
};

const portOf = (/** @type {string} */ name, /** @type {string | undefined} */ text) => {
  if (text === undefined) return null;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new ReportedError(`${name} takes a port from 1 to 65535, or 0 for any free one; ${JSON.stringify(text)} is none.`);
  return port;
};

const seedOf = (/** @type {string | undefined} */ text) => {
  if (text === undefined || isDemoSeed(text)) return text;
  throw new ReportedError(`--seed takes ${DEMO_SEEDS.join(', ')}; ${JSON.stringify(text)} is none.`);
};

const folderOf = (/** @type {string | undefined} */ text) => {
  if (text === undefined) return null;
  if (text.trim() === '') throw new ReportedError('--data takes a folder.');
  return text;
};
