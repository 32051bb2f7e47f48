import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const TAIL_LINES = 12;
const TAIL_BYTES = 16_384;

/** Where a part writes to, each time it is started. */
export interface Output {
  /** Runs `start` with what a child is given for its standard output and error. */
  readonly to: <T>(start: (out: number | 'inherit') => Promise<T>) => Promise<T>;
  /** The last lines since it was last started, each ended; empty where nothing was written, or where it went to the terminal. */
  readonly tail: () => string;
}

/** The launcher's own terminal. */
export const terminal: Output = { to: (start) => start('inherit'), tail: () => '' };

/**
 * The log `name` of the data folder. It is begun anew here, once for a launch; the one of the launch before is kept beside it as
 * `name.previous.log`. A part that is started again writes on in the same one, so that what it said at its end is kept.
 */
export const logFile = (folder: string, name: string): Output => {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  chmodSync(logs, 0o700);
  const path = join(logs, `${name}.log`);
  if (existsSync(path)) renameSync(path, join(logs, `${name}.previous.log`));
  let begun = 0;
  return {
    to: async (start) => {
      const out = openSync(path, 'a', 0o600);
      // What an earlier one wrote, an hour ago perhaps, is not why this one ends.
      begun = fstatSync(out).size;
      try {
        return await start(out);
      } finally {
        // The child has a handle of its own by now.
        closeSync(out);
      }
    },
    tail: () => lastLines(path, begun),
  };
};

// Read from its end: the log of a launch that ran for months may be larger than a string can be.
const lastLines = (path: string, from: number): string => {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size - from, TAIL_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    return lines === '' ? '' : `${lines}\n`;
  } finally {
    closeSync(file);
  }
};
