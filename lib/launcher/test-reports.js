/**
 * What a report of a test runner comes to.
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures each failed test: where it stands, its name, and the beginning of its message
 */

/** How many lines of a failure's message stand in the summary; the whole of it is where the test ran. */
const MESSAGE_LINES = 12;

/** What vitest's `json` report says; the tests of a tag that was not asked for are no skipped ones. @param {string} report @param {string} leftOut the tag @returns {Outcome} */
export const ofVitest = (report, leftOut) => {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: VitestFile[] }} */
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const notRun = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status)),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: notRun.filter(({ tags }) => !tags.includes(leftOut)).length,
    failures: testResults.flatMap(failuresOfFile),
  };
};

/**
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message]
 * @property {{ status: string, fullName: string, failureMessages: string[], tags: string[] }[]} assertionResults
 */

/** @param {VitestFile} file */
const failuresOfFile = ({ name, status, message, assertionResults }) => {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  // A file that could not be loaded, or whose set-up failed, has no failed test to show for it.
  if (failed.length === 0) return status === 'failed' ? [told(name, message ?? '')] : [];
  return failed.map(({ fullName, failureMessages }) => told(`${name} › ${fullName}`, failureMessages[0] ?? ''));
};

/** What Playwright's `json` report says; a test that passed only when tried again is a failed one. @param {string} report @returns {Outcome} */
export const ofPlaywright = (report) => {
  const { stats, suites, errors } = JSON.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(failuresOfSuite),
      ...(errors ?? []).map((/** @type {{ message?: string }} */ { message }) => told('outside any test', message ?? '')),
    ],
  };
};

/**
 * @typedef {object} Suite
 * @property {{ title: string, file: string, line: number, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }[]} specs
 * @property {Suite[]} [suites]
 */

/** @param {Suite} suite @returns {string[]} */
const failuresOfSuite = ({ specs, suites = [] }) => [
  ...specs.filter(({ ok }) => !ok).map(({ file, line, title, tests }) => told(`${file}:${line} › ${title}`, messageOf(tests))),
  ...suites.flatMap(failuresOfSuite),
];

/** @param {Suite['specs'][number]['tests']} tests */
const messageOf = (tests) => tests.flatMap(({ results }) => results).find(({ error }) => error !== undefined)?.error?.message ?? '';

// Colours are for a terminal that shows them; the summary is read in logs.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** @param {string} where @param {string} message */
const told = (where, message) =>
  [where, ...message.replace(COLOUR, '').trim().split('\n').slice(0, MESSAGE_LINES)].join('\n    ').trimEnd();
