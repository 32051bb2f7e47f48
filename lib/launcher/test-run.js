import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.js';
import { withLife } from './lifetime.js';
import { ReportedError, say } from './reported-error.js';
import { setUp } from './set-up.js';
import { ofPlaywright, ofVitest } from './test-reports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const moduleFile = (/** @type {string[]} */ ...parts) => join(root, 'node_modules', ...parts);

/** The tag of further cases, which `npm run long` runs: docs/decisions/0036. */
const LONG = 'long';

/**
 * @typedef {object} Count
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string} note what a person should know beside the numbers; often empty
 * @property {readonly string[]} [failures] the tests that failed; in a long log they are told once more at its end
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command a script of Node with its arguments
 * @property {Record<string, string>} [env]
 * @property {{ report: string, read: (text: string) => import('./test-reports.js').Outcome }} [counted] the file of its report, and what is read from that; a step without counts as one
 */

/** Runs everything that `npm test` is made of and closes with one line, `N passed, N failed`. */
export const run = async () => {
  /** @type {Count[]} */
  const counts = [];
  const reports = mkdtempSync(join(tmpdir(), 'rehome-test-run-'));
  try {
    await withLife(async (life) => {
      await everything(life, reports, counts);
      life.end(0);
    });
  } catch (error) {
    const text = error instanceof ReportedError ? error.message : String(error instanceof Error ? error.stack : error);
    counts.push({ name: 'set-up', passed: 0, failed: 1, note: text });
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  process.exitCode = close(counts);
};

/** @param {import('./lifetime.js').Lifetime} life @param {string} reports @param {Count[]} counts */
const everything = async (life, reports, counts) => {
  await setUp(root, life.children, { build: false });
  // Fetched while everything else runs: on a new machine it waits for the network, minutes where a download does not answer.
  const fetching = settled(ensureChromium(root, life.children));
  // The checks keep one core busy for a minute, and most tests wait longer than they work.
  counts.push(...(await Promise.all([checksInOrder(life), runStep(life, tests(reports))])).flat());
  if (life.ending) return;
  counts.push(await attempt('build', () => setUp(root, life.children, { build: true })));
  /** @type {string | null} */
  let chromium = null;
  counts.push(
    await attempt('a Chromium for the browser tests', async () => {
      chromium = await (await fetching)();
    }),
  );
  if (chromium === null || life.ending) return;
  counts.push(await runStep(life, browserTests(reports, chromium)));
};

/** Runs the checks one after the other, and tells what each said when it is over. @param {import('./lifetime.js').Lifetime} life */
const checksInOrder = async (life) => {
  /** @type {Count[]} */
  const counts = [];
  for (const step of checks) {
    if (life.ending) break;
    counts.push(await runStep(life, step));
  }
  return counts;
};

/**
 * What becomes of a promise, told to whoever asks for it later: until then nobody hears of its failure.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<() => Promise<T>>}
 */
const settled = (promise) =>
  promise.then(
    (value) => async () => value,
    (error) => async () => {
      throw error;
    },
  );

/** @type {readonly Step[]} */
const checks = [
  { name: 'lint', command: [moduleFile('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] },
  { name: 'dead code', command: [moduleFile('knip', 'bin', 'knip.js')] },
  { name: 'route types', command: [moduleFile('next', 'dist', 'bin', 'next'), 'typegen'] },
  { name: 'types', command: [moduleFile('typescript', 'bin', 'tsc'), '--noEmit'] },
];

/** @param {string} reports @returns {Step} */
const tests = (reports) => {
  const report = join(reports, 'tests.json');
  return {
    name: 'unit, wire and database tests',
    command: [
      moduleFile('vitest', 'vitest.mjs'),
      'run',
      `--tags-filter=!${LONG}`,
      // Each kind of test reads the same modules; so they are made ready once and not once for each kind: an eighth of the processor time.
      '--experimental.fsModuleCache',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    counted: { report, read: (text) => ofVitest(text, LONG) },
  };
};

/** @param {string} reports @param {string} chromium @returns {Step} */
const browserTests = (reports, chromium) => {
  const report = join(reports, 'browser-tests.json');
  return {
    name: 'browser tests',
    command: [moduleFile('@playwright', 'test', 'cli.js'), 'test', '--grep-invert', `@${LONG}`, '--reporter=list,json'],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    counted: { report, read: ofPlaywright },
  };
};

/**
 * Runs a step. Tests tell what they do as they go; what a check says is told at once when it is over, because tests run beside it.
 * @param {import('./lifetime.js').Lifetime} life
 * @param {Step} step
 * @returns {Promise<Count>}
 */
const runStep = async (life, step) => {
  const startedAt = Date.now();
  const told = step.counted === undefined ? /** @type {Buffer[]} */ ([]) : null;
  if (told === null) say(`\n— ${step.name}`);
  const out = told === null ? 'inherit' : 'pipe';
  const child = await life.children.start({
    name: step.name,
    command: process.execPath,
    args: step.command,
    options: { cwd: root, stdio: ['ignore', out, out], env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...step.env } },
  });
  const closed = new Promise((resolve) => child.process.once('close', resolve));
  for (const stream of [child.process.stdout, child.process.stderr]) stream?.on('data', (chunk) => told?.push(chunk));
  await closed;
  const { code, signal } = await child.exited;
  if (told !== null) say(`\n— ${step.name}\n${Buffer.concat(told)}`.trimEnd());
  say(`  ${step.name}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return countOf(step, code ?? signal);
};

// A step that broke off, or failed without a failed test to show for it, is one more failure; so is each test that was skipped.
/** @param {Step} step @param {number | string | null} code @returns {Count} */
const countOf = ({ name, counted }, code) => {
  if (counted === undefined)
    return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note: code === 0 ? '' : `ended with ${code}` };
  try {
    const { passed, failed, skipped, failures } = counted.read(readFileSync(counted.report, 'utf8'));
    const broke = code !== 0 && failed === 0 ? 1 : 0;
    const empty = passed + failed === 0 ? 1 : 0;
    const notes = [
      skipped > 0 ? `${skipped} skipped, counted as failed` : '',
      broke > 0 ? `ended with ${code}` : '',
      empty > 0 ? 'ran no test' : '',
    ];
    return {
      name,
      passed,
      failed: failed + skipped + Math.max(broke, empty),
      note: notes.filter((note) => note !== '').join('; '),
      failures,
    };
  } catch {
    return { name, passed: 0, failed: 1, note: `ended with ${code} and left no report` };
  }
};

/** @param {string} name @param {() => Promise<unknown>} work @returns {Promise<Count>} */
const attempt = async (name, work) => {
  say(`\n— ${name}`);
  const startedAt = Date.now();
  try {
    await work();
    say(`  ${name}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
    return { name, passed: 1, failed: 0, note: '' };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    say(text);
    return { name, passed: 0, failed: 1, note: text.trimEnd().split('\n').at(-1) ?? '' };
  }
};

/** Sums up; the last line is for machines. @param {readonly Count[]} counts @returns {number} the exit code */
const close = (counts) => {
  const sum = (/** @type {'passed' | 'failed'} */ key) => counts.reduce((total, count) => total + count[key], 0);
  const width = Math.max(...counts.map(({ name }) => name.length));
  const lines = counts.map(({ name, passed, failed, note }) =>
    `  ${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(4)} failed  ${note}`.trimEnd(),
  );
  const failures = counts.flatMap((count) => count.failures ?? []);
  if (failures.length > 0) process.stdout.write(`\nFailed:\n\n${failures.map((failure) => `  ${failure}\n`).join('\n')}`);
  process.stdout.write(`\n${lines.join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
};
