import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { startOf } from './processes.js';

/**
 * @typedef {object} Named a process, named for good
 * @property {number} pid
 * @property {string | null} start
 */

/**
 * @typedef {object} Holder
 * @property {Named} launcher
 * @property {readonly Named[]} children what it had started, as last recorded
 */

/**
 * @typedef {object} Lock
 * @property {readonly Named[]} leftovers children of a holder that ended without cleaning up; they may still run
 * @property {(children: readonly Named[]) => void} record
 * @property {() => void} release
 */

/** @param {Named} named */
export const runs = (named) => named.start !== null && startOf(named.pid) === named.start;

/**
 * Takes the lock `file`, for this process. A lock whose holder runs no more, by kill -9 or a power cut, is taken over.
 * @param {string} file
 * @returns {{ held: Lock } | { by: Named }} the lock, or who has it
 */
export const takeLock = (file) => {
  const me = { pid: process.pid, start: startOf(process.pid) };
  /** @type {readonly Named[]} */
  let leftovers = [];
  for (;;) {
    try {
      make(file, me, leftovers);
      return { held: { leftovers, record: (children) => replace(file, me, children), release: () => rmSync(file, { force: true }) } };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = read(file);
    if (holder !== null && runs(holder.launcher)) return { by: holder.launcher };
    const removed = removeStale(file, holder);
    if (removed !== null) leftovers = removed.children;
  }
};

// Made aside and linked into place, so that nobody ever reads an empty lock; fails with EEXIST where there is one.
const make = (/** @type {string} */ file, /** @type {Named} */ launcher, /** @type {readonly Named[]} */ children) => {
  const aside = `${file}.${process.pid}.new`;
  writeFileSync(aside, `${JSON.stringify({ launcher, children })}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
};

// Whole at every moment: a reader never sees half a file, nor does a crash leave one.
const replace = (/** @type {string} */ file, /** @type {Named} */ launcher, /** @type {readonly Named[]} */ children) => {
  writeFileSync(`${file}.new`, `${JSON.stringify({ launcher, children })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** @param {string} file @returns {Holder | null} */
const read = (file) => {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8'));
    return typeof parsed?.launcher?.pid === 'number' && Array.isArray(parsed.children) ? parsed : null;
  } catch {
    return null;
  }
};

// Two that find the same stale lock must not both remove it, for the second would remove the first one's new lock. A rename takes
// exactly one file; where it took a live lock, that is put back.
const removeStale = (/** @type {string} */ file, /** @type {Holder | null} */ seen) => {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return null;
  }
  const taken = read(aside);
  if (taken !== null && taken.launcher.pid !== seen?.launcher.pid && runs(taken.launcher)) {
    try {
      linkSync(aside, file);
    } catch {
      // A third one made a lock meanwhile; the next round meets it.
    }
    rmSync(aside, { force: true });
    return null;
  }
  rmSync(aside, { force: true });
  return taken ?? { launcher: { pid: 0, start: null }, children: [] };
};
