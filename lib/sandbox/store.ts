import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountState } from './account/types';
import { withFleet, withoutFleet } from './seed/seeds';

const FILE = 'account.json';
const DEBOUNCE_MS = 150;

/** Something that a person can mend, said in one sentence. */
export class SandboxProblem extends Error {}

/** Keeps the account's state. */
export interface Store {
  /** What was kept; `null` where nothing was. */
  readonly load: () => Promise<AccountState | null>;
  /** Writes a little later; many calls make one write. */
  readonly later: () => void;
  /** Writes what is true now, and waits for it. */
  readonly now: () => Promise<void>;
}

/** A store that forgets. */
export const memoryStore: Store = { load: async () => null, later: () => undefined, now: async () => undefined };

const parse = (text: string, path: string): AccountState => {
  try {
    const state = JSON.parse(text) as AccountState;
    if (state.version === 1) return state;
  } catch {
    // Said below.
  }
  throw new SandboxProblem(`${path} does not hold the state of a simulated account of this version; remove it or choose another folder.`);
};

/** A store in a folder: written beside and renamed, so that a kill at any moment leaves a whole file, old or new. */
export const folderStore = (folder: string, state: () => AccountState, problem: (error: unknown) => void): Store => {
  const path = join(folder, FILE);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    waiting = null;
    const beside = `${path}.new`;
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(withoutFleet(state())));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  };

  /** One write at a time; whoever comes while one runs shares the next, which sees everybody's changes. */
  const now = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting !== null) return waiting;
    waiting = writing.then(write);
    writing = waiting.catch(() => undefined);
    return waiting;
  };

  return {
    load: async () => {
      try {
        await mkdir(folder, { recursive: true });
        return withFleet(parse(await readFile(path, 'utf8'), path));
      } catch (error) {
        if (error instanceof SandboxProblem) throw error;
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw new SandboxProblem(`The folder ${folder} cannot be used: ${(error as Error).message}.`);
      }
    },
    later: () => {
      timer ??= setTimeout(() => {
        now().catch(problem);
      }, DEBOUNCE_MS);
    },
    now,
  };
};
