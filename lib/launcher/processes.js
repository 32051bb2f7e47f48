import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * When the process `pid` began, as an opaque text; `null` where there is none (a zombie is none). With the pid it names one
 * process for good, however often the number is used again.
 * @param {number} pid
 * @returns {string | null}
 */
export const startOf = (pid) => {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') {
    try {
      const fields = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  return psField(pid, 'lstart');
};

/** The command line of `pid`; empty where it is not known.
 * @param {number} pid */
export const commandOf = (pid) => {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '';
    }
  }
  return psField(pid, 'command') ?? '';
};

/** The parent of `pid`, 0 where it is not known.
 * @param {number} pid */
export const parentOf = (pid) => {
  if (process.platform === 'linux') {
    try {
      return Number(afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1] ?? 0);
    } catch {
      return 0;
    }
  }
  return Number(psField(pid, 'ppid') ?? 0);
};

/** The processes whose command line begins with `beginning`, as far as this one can see them.
 * @param {string} beginning
 * @returns {readonly number[]} */
export const processesCalled = (beginning) => {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && commandOf(pid).startsWith(beginning));
  return ps(['-A', '-o', 'pid=,command='])
    .split('\n')
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .filter((found) => found?.[2]?.startsWith(beginning))
    .map((found) => Number(found?.[1]));
};

/** Sends `signal` to a process, or to a whole group where `pid` is negative. False where it is gone.
 * @param {number} pid
 * @param {NodeJS.Signals} signal */
export const send = (pid, signal) => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The second field of /proc/PID/stat is the name in brackets, which may hold blanks and brackets itself.
const afterName = (/** @type {string} */ stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

const psField = (/** @type {number} */ pid, /** @type {string} */ field) => ps(['-o', `${field}=`, '-p', String(pid)]).trim() || null;

/** @param {readonly string[]} args */
const ps = (args) => {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
};
