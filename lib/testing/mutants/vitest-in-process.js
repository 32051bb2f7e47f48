import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ASYMMETRIC_MATCHERS_OBJECT, chai, GLOBAL_EXPECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';

/**
 * As much of Vitest as the tests of `lib/restore` use, to run them within one process: they are noted down when a file is loaded, and run by whoever asks.
 * `expect` is Vitest's own.
 * @typedef {{ id: string, name: string, file: string, run: () => unknown }} Test
 */

/** @type {Test[]} */
let noted = [];
/** How often each name was noted: rows of a table may bear the same. */
const names = new Map();
let file = '';
/** @type {string[]} */
let within = [];

/** Loads a test file; gives its tests. @param {string} name @param {() => unknown} load @returns {Test[]} */
export const loadTests = (name, load) => {
  noted = [];
  names.clear();
  within = [];
  file = name;
  load();
  return noted;
};

const note = (name, run) => {
  const full = [path.relative('.', file), ...within, name].join(' > ');
  const nth = (names.get(full) ?? 0) + 1;
  names.set(full, nth);
  noted.push({ id: `${full} #${nth}`, name: full, file, run });
};

const filled = (name, values) => {
  let at = 0;
  return name.replace(/%[sdijo]/g, () => String(values[at++]));
};
/** A table of `each`: rows that are lists are spread. */
const eachOf = (declare) => (table) => (name, run) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    declare(filled(name, values), () => run(...values));
  }
};

export const it = Object.assign((name, run) => note(name, run), { each: eachOf(note) });
const inside = (name, run) => {
  within = [...within, name];
  run();
  within = within.slice(0, -1);
};
export const describe = Object.assign(inside, { each: eachOf(inside) });

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
chai.use((_, utils) => {
  utils.addMethod(chai.Assertion.prototype, 'toMatchFileSnapshot', function matches(name) {
    const text = readFileSync(path.resolve(path.dirname(running), name), 'utf8');
    new chai.Assertion(this._obj).equal(text);
  });
});

let running = '';
/** Runs a test; throws what it throws. @param {Test} test */
export const runTest = async (test) => {
  running = test.file;
  await test.run();
};

export const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, configurable: true, writable: true });
