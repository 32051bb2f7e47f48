import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { loadTests, runTest } from './vitest-in-process.js';

/**
 * A test runner for StrykerJS that runs tests within its own process: the tests and what they test are bundled once, and evaluated anew only for a mutant
 * that acts while modules load. A mutant costs milliseconds so, where Vitest, which loads everything anew for each, takes seconds.
 */

/** The tests that mutants of the rules and of the import are given. */
const TESTS = [
  /^lib\/restore\/(rules|import)\/.*\.test\.ts$/,
  /^lib\/testing\/(field-cases|checks-page)\.test\.ts$/,
  /^lib\/cli\/(prepare-text|nic-option)\.test\.ts$/,
  /^lib\/jobs\/(failure-in-plan|known-failures)\.test\.ts$/,
];
/** Properties, with hundreds of random runs for each mutant; and what looks at every case once more, or at one alone: the files of what is found say all of it. */
const TOO_SLOW = new RegExp(
  [
    '(?:no-new-values|read-anything)\\.test\\.ts$',
    'plan-of-file\\.test\\.ts > (?:planOfFile > gives a file that|importCommands > turns a plan)',
    'rules\\.test\\.ts > .*(?:has words in each language|finds nothing but its own codes)',
    'rules\\.test\\.ts > [A-Z]\\d+ > (?:passes|fails|boundary): ',
  ].join('|'),
);

const isWanted = (file) => TESTS.some((each) => each.test(file)) && !TOO_SLOW.test(file);

/** The rules that stand in a file. */
const rulesIn = (file) => [...readFileSync(file, 'utf8').matchAll(/\bid: .*?'([A-Z]\d+)'/g)].map(([, rule]) => rule);
/** The rule whose cases a test is about. */
const ruleOf = ({ name }) => /rules\.test\.ts > ([A-Z]\d+) > /.exec(name)?.[1];
/**
 * Whether a test says something of a file. Cases look at one rule each, so those of rules that stand neither in it nor in a file that uses it do not; of what many
 * rules share, all do. What the import makes of findings says little of rules.
 */
const concerns = (file, users) => {
  const rules = new Set(rulesIn(file).length === 0 ? [] : [file, ...users].flatMap(rulesIn));
  const isOfRules = /[\\/]restore[\\/]rules[\\/]/.test(file);
  return (test) =>
    (rules.size === 0 || ruleOf(test) === undefined || rules.has(ruleOf(test))) &&
    !(isOfRules && /[\\/]restore[\\/]import[\\/]/.test(test.file));
};

/** What bundling takes away: where a file stands. */
const placeOfFile = {
  name: 'place-of-file',
  setup: (made) =>
    made.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('import.meta.url')) return null;
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), loader: 'ts' };
    }),
};

/** Which files each file of a bundle loads, by those that load them, itself among them. @param {Record<string, { imports: { path: string }[] }>} inputs */
const reachIn = (inputs) => (file) => {
  const reached = new Set([file]);
  for (const each of reached) for (const { path: next } of inputs[each]?.imports ?? []) reached.add(next);
  return reached;
};

/** Bundles the tests; gives a function that evaluates them and what they test anew, and gives how to load each test file; and what they load, and what uses a file. */
const bundled = async () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .map((each) => `lib/${each}`)
    .filter(isWanted)
    .sort();
  const entry = files.map((file) => `${JSON.stringify(path.resolve(file))}: () => require(${JSON.stringify(`./${file}`)}),`);
  const result = await build({
    stdin: {
      contents: `require('fast-check').configureGlobal({ seed: 1 }); module.exports = {\n${entry.join('\n')}\n};`,
      resolveDir: process.cwd(),
    },
    absWorkingDir: process.cwd(),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    external: ['vitest'],
    plugins: [placeOfFile],
  });
  const evaluate = vm.runInThisContext(`(function (require, module, exports) {${result.outputFiles[0].text}\n})`);
  const ordinary = createRequire(path.resolve('package.json'));
  const vitest = await import('./vitest-in-process.js');
  const reach = reachIn(result.metafile.inputs);
  const reached = new Map(files.map((file) => [path.resolve(file), reach(file)]));
  const anew = () => {
    const module = { exports: {} };
    evaluate((name) => (name === 'vitest' ? vitest : ordinary(name)), module, module.exports);
    return module.exports;
  };
  const { inputs } = result.metafile;
  const usersOf = (file) =>
    Object.keys(inputs).filter((each) => inputs[each].imports.some((used) => used.path === path.relative('.', file)));
  return { anew, usersOf, loads: (test, file) => reached.get(test).has(path.relative('.', file)) };
};

const testsOf = ([file, load]) => loadTests(file, load).filter(({ name }) => !TOO_SLOW.test(name));

const messageOf = (error) => (error instanceof Error ? error.message : String(error));

class InProcessRunner {
  /** How long each test took, and in which order mutants were killed by which: the next mutant is likely to be killed by what killed the last. */
  took = new Map();
  kills = new Map();
  killed = 0;

  /** By file. */
  asked = new Map();

  concerns(file) {
    const known = this.asked.get(file) ?? concerns(file, this.bundle.usersOf(file));
    this.asked.set(file, known);
    return known;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    globalThis.__stryker__ = {};
    this.bundle = await bundled();
    this.tests = Object.entries(this.bundle.anew()).flatMap(testsOf);
  }

  async dryRun({ coverageAnalysis }) {
    const namespace = globalThis.__stryker__;
    const tests = [];
    for (const test of this.tests) {
      namespace.currentTestId = test.id;
      const start = performance.now();
      const failureMessage = await this.failureOf(test);
      const told = { id: test.id, name: test.name, fileName: test.file, timeSpentMs: performance.now() - start };
      this.took.set(test.id, told.timeSpentMs);
      tests.push(failureMessage === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage });
    }
    namespace.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: coverageAnalysis === 'off' ? undefined : namespace.mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    const isOurs = this.concerns(sandboxFileName);
    const namespace = globalThis.__stryker__;
    Object.assign(namespace, { activeMutant: undefined, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
    if (!reloadEnvironment) {
      namespace.activeMutant = activeMutant.id;
      const wanted = new Set(testFilter);
      return this.verdict([() => this.tests.filter((test) => isOurs(test) && (testFilter === undefined || wanted.has(test.id)))]);
    }
    if (mutantActivation === 'static') namespace.activeMutant = activeMutant.id;
    const concerned = Object.entries(this.bundle.anew()).filter(([file]) => this.bundle.loads(file, sandboxFileName));
    const files = concerned.sort(([one], [other]) => (this.kills.get(other) ?? 0) - (this.kills.get(one) ?? 0));
    return this.verdict(
      files.map((file) => () => {
        const tests = testsOf(file).filter(isOurs);
        namespace.activeMutant = activeMutant.id;
        return tests;
      }),
    );
  }

  /** Runs the tests of one group after the other, until one fails or cannot be loaded. */
  async verdict(groups) {
    const namespace = globalThis.__stryker__;
    let nrOfTests = 0;
    for (const group of groups) {
      let tests = [];
      try {
        tests = this.likeliestFirst(group());
      } catch (error) {
        return {
          status: 'killed',
          killedBy: [this.tests[0].id],
          failureMessage: `does not load: ${messageOf(error)}`,
          nrOfTests: nrOfTests + 1,
        };
      }
      for (const test of tests) {
        nrOfTests += 1;
        const failureMessage = await this.failureOf(test);
        if (namespace.hitCount > namespace.hitLimit) return { status: 'timeout', reason: failureMessage ?? 'hit limit' };
        if (failureMessage === null) continue;
        this.killed += 1;
        for (const name of [test.id, test.file]) this.kills.set(name, this.killed);
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
      }
    }
    return { status: 'survived', nrOfTests };
  }

  likeliestFirst(tests) {
    const order = (one, other) =>
      (this.kills.get(other.id) ?? 0) - (this.kills.get(one.id) ?? 0) || (this.took.get(one.id) ?? 0) - (this.took.get(other.id) ?? 0);
    return [...tests].sort(order);
  }

  /** What a test fails with; `null` where it passes. */
  async failureOf(test) {
    try {
      await runTest(test);
      return null;
    } catch (error) {
      return messageOf(error);
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }];
