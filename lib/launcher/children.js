import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { send, startOf } from './processes.js';

const GRACE_MS = 8_000;
const GUARD_DELAY_MS = 500;

/**
 * @typedef {object} Exit
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 */

/**
 * @typedef {object} Child
 * @property {string} name what a person calls it
 * @property {number} pid
 * @property {string | null} start with the pid, which process this is
 * @property {import('node:child_process').ChildProcess} process
 * @property {Promise<Exit>} exited never rejects
 * @property {(now?: boolean) => Promise<void>} stop asks it to end and waits; ends its whole group where it does not, or at once with `now`
 */

/**
 * @typedef {object} Start
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.Signals} [stopSignal] what asks it to end; SIGTERM unless told
 * @property {import('node:child_process').SpawnOptions} [options]
 */

/**
 * Everything the launcher starts goes through here: each child leads a process group of its own, so that a Ctrl-C in the terminal
 * reaches only the launcher, and a guard ends the groups where the launcher cannot.
 */
export class Children {
  /** @type {import('node:child_process').ChildProcess} */
  #guard;
  /** @type {Map<Child, NodeJS.Signals>} with what asks each to end */
  #alive = new Map();
  /** @type {string[]} names, in the order in which each was started for the first time */
  #names = [];
  #closed = false;
  /** Called when a child has begun or ended.
   * @type {() => void} */
  onChange = () => undefined;

  constructor() {
    this.#guard = this.#startGuard();
  }

  /** Those that run now, in the order in which those of their names were started first: a part that was started again keeps its place. */
  get alive() {
    return [...this.#alive.keys()].sort((one, other) => this.#names.indexOf(one.name) - this.#names.indexOf(other.name));
  }

  /**
   * Starts a child. Rejects where the program cannot be started at all, and once `stopAll` was called.
   * @param {Start} start
   * @returns {Promise<Child>}
   */
  async start({ name, command, args, stopSignal = 'SIGTERM', options = {} }) {
    if (this.#closed) throw new Error(`${name} is not started any more: the launch is ending.`);
    const child = spawn(command, args, { ...options, detached: true });
    // No pause between the process and its entry here, or a `stopAll` in that pause would miss it.
    const started = child.pid === undefined ? null : this.#enter(name, child, child.pid, stopSignal);
    await new Promise((resolve, reject) => child.once('spawn', () => resolve(undefined)).once('error', reject));
    if (started === null) throw new Error(`${name} has no process.`);
    return started;
  }

  /** Ends all children, the last started first, then the guard.
   * @param {boolean} [now] without asking first */
  async stopAll(now = false) {
    this.#closed = true;
    for (const child of this.alive.reverse()) await child.stop(now);
    const guard = this.#guard;
    const gone = hasEnded(guard) ? undefined : new Promise((resolve) => guard.once('exit', resolve));
    guard.ref();
    guard.stdin?.end();
    await gone;
  }

  /**
   * @param {string} name
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} pid
   * @param {NodeJS.Signals} stopSignal
   * @returns {Child}
   */
  #enter(name, child, pid, stopSignal) {
    this.#guard.stdin?.write(`+ ${pid} ${stopSignal}\n`);
    /** @type {Promise<Exit>} */
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    /** @type {Child} */
    const started = { name, pid, start: startOf(pid), process: child, exited, stop: (now = false) => stop(started, stopSignal, now) };
    this.#alive.set(started, stopSignal);
    if (!this.#names.includes(name)) this.#names.push(name);
    child.once('exit', () => {
      // What the child itself left behind in its group goes with it.
      send(-pid, 'SIGKILL');
      this.#alive.delete(started);
      this.onChange();
      this.#guard.stdin?.write(`- ${pid}\n`);
    });
    this.onChange();
    return started;
  }

  #startGuard() {
    const guard = spawn(process.execPath, [fileURLToPath(new URL('./guard.js', import.meta.url))], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      // Nothing of the caller's environment is needed, and a debugger or a coverage tool must not take hold of the guard.
      env: {},
    });
    guard.on('error', () => undefined);
    guard.stdin?.on('error', () => undefined);
    guard.unref();
    // Killed by itself, it is followed by another that knows what runs.
    guard.once('exit', () => setTimeout(() => this.#replaceGuard(), GUARD_DELAY_MS).unref());
    return guard;
  }

  #replaceGuard() {
    if (this.#closed) return;
    this.#guard = this.#startGuard();
    for (const [{ pid }, signal] of this.#alive) this.#guard.stdin?.write(`+ ${pid} ${signal}\n`);
  }
}

/** @param {import('node:child_process').ChildProcess} child */
const hasEnded = (child) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** @param {Child} child @param {NodeJS.Signals} signal @param {boolean} now */
const stop = async (child, signal, now) => {
  if (now) send(-child.pid, 'SIGKILL');
  else send(child.pid, signal);
  const patience = setTimeout(() => send(-child.pid, 'SIGKILL'), GRACE_MS);
  await child.exited;
  clearTimeout(patience);
};
