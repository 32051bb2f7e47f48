import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TAIL_LINES = 12;

/** The log of one child in the data folder, begun anew at each start. */
export interface LogFile {
  readonly path: string;
  readonly fd: number;
  /** Gives this process's handle back, once the child has its own. */
  readonly close: () => void;
  /** The last lines, each ended; empty where nothing was written. */
  readonly tail: () => string;
}

/** Opens the log `name` of the data folder for a child to write to. */
export const logFile = (folder: string, name: string): LogFile => {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const path = join(logs, `${name}.log`);
  const fd = openSync(path, 'w', 0o600);
  return {
    path,
    fd,
    close: () => closeSync(fd),
    tail: () => {
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
      return lines === '' ? '' : `${lines}\n`;
    },
  };
};
