import { Children } from './children.js';
import { commandOf, parentOf, startOf } from './processes.js';
import { ReportedError, say } from './reported-error.js';

const PARENT_CHECK_MS = 500;
// npm hands a terminal's Ctrl-C on to its child, which has it from the terminal already: only a later one is a second one.
const SECOND_SIGNAL_MS = 1_000;

/**
 * @typedef {object} Patience how failures of a part are met, see `supervise.ts`; times in milliseconds
 * @property {number} firstDelay before the first start after a failure; doubled for each further one
 * @property {number} longestDelay
 * @property {number} failures in a row after which the launch gives up
 * @property {number} steady how long a part must have been ready for its earlier failures to be forgotten
 * @property {number} probeEvery how often a part is asked whether it answers, and how long it is given for that
 * @property {number} tellAfter probes without an answer, in a row, after which the person is told
 * @property {number} endAfter probes after which the part is ended and started again, where it may be
 */

/** @type {Patience} */
const PATIENCE = {
  firstDelay: 500,
  longestDelay: 15_000,
  failures: 5,
  steady: 60_000,
  probeEvery: 15_000,
  tellAfter: 4,
  endAfter: 20,
};

/** The life of one launch: its children, what ends it, and what must be done at its end. */
export class Lifetime {
  children = new Children();
  /** @type {(() => void)[]} */
  #cleanups = [];
  /** @type {(code: number | ReportedError) => void} */
  #end = () => undefined;
  /** @type {Promise<number | ReportedError>} */
  over = new Promise((resolve) => {
    this.#end = resolve;
  });
  ending = false;
  hurried = false;

  /** @param {Partial<Patience>} [changes] to how failures of its parts are met */
  constructor(changes = {}) {
    this.patience = { ...PATIENCE, ...changes };
  }

  /** Ends it: with an exit code, or with a sentence that is told (exit code 1). The first call counts.
   * @param {number | ReportedError} outcome */
  end(outcome) {
    this.ending = true;
    this.#end(outcome);
  }

  /** Ends it with what went wrong in something that nobody awaits.
   * @param {unknown} error */
  fail = (error) =>
    this.end(error instanceof ReportedError ? error : new ReportedError(error instanceof Error ? error.message : String(error)));

  /** Waits, but not beyond the end.
   * @param {number} ms */
  async pause(ms) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const passed = new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([passed, this.over]);
    clearTimeout(timer);
  }

  /** Runs `cleanup` when all children have ended, the last given first.
   * @param {() => void} cleanup */
  atEnd(cleanup) {
    this.#cleanups.push(cleanup);
  }

  /** Ends the launch where nothing has yet, then the children, then runs what was given to `atEnd`. */
  async close() {
    this.end(0);
    await this.children.stopAll(this.hurried);
    for (const cleanup of this.#cleanups.reverse()) cleanup();
  }
}

/**
 * Runs `work`, which may begin things that go on, until somebody ends the launch: a signal (exit code 0), a child that died, an
 * error of `work`. Then ends everything, in whatever state it is.
 * @param {(life: Lifetime) => Promise<void>} work
 * @returns {Promise<number>} the exit code
 */
export const withLife = async (work) => {
  const life = new Lifetime();
  const unwatch = watchSignals(life);
  try {
    const working = work(life);
    const outcome = await Promise.race([life.over, working.then(() => life.over)]);
    // What still runs of the work meets closed doors from here on, and that is of no interest any more.
    working.catch(() => undefined);
    if (typeof outcome === 'number') return outcome;
    throw outcome;
  } catch (error) {
    if (life.ending && !(error instanceof ReportedError)) return 0;
    throw error;
  } finally {
    await life.close();
    unwatch();
  }
};

/** @param {Lifetime} life */
const watchSignals = (life) => {
  let firstAt = 0;
  const onSignal = () => {
    if (!life.ending) {
      firstAt = Date.now();
      say('Stopping…');
      life.end(0);
    } else if (Date.now() - firstAt > SECOND_SIGNAL_MS && !life.hurried) {
      life.hurried = true;
      for (const child of life.children.alive) void child.stop(true);
    }
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, onSignal);
  const stopWatching = watchNpm(() => life.end(0));
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, onSignal);
  };
};

/**
 * Started by `npm run`, this process has npm above it, perhaps with a shell between. When npm is killed outright nobody tells us, and
 * the person who started npm believes that all is over: so it is.
 * @param {() => void} gone
 */
const watchNpm = (gone) => {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const above = /^(?:\S*\/)?(?:sh|bash|dash|zsh)\b/.test(commandOf(parent)) ? [parent, parentOf(parent)] : [parent];
  const known = above.filter((pid) => pid > 1).map((pid) => ({ pid, start: startOf(pid) }));
  const timer = setInterval(() => {
    if (known.some(({ pid, start }) => startOf(pid) !== start)) gone();
  }, PARENT_CHECK_MS);
  return () => clearInterval(timer);
};
