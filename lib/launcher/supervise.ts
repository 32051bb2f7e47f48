import type { Child, Exit } from './children.js';
import type { Lifetime } from './lifetime.js';
import { ReportedError, say } from './reported-error.js';
import { watchAnswers } from './watch-answers';

/** Something that runs as long as the launch does, and that is started again when its process ends. */
export interface Part {
  /** What sentences begin with: "PostgreSQL", "The console". No two parts of a launch share it. */
  readonly name: string;
  /** Starts its process through `life.children`, under `name`. Called again after each end: ports, data and passwords must be the same each time. */
  readonly start: () => Promise<Child>;
  /** Resolves when what was started can be used, and rejects with a sentence where it cannot. `signal` is aborted when its process has ended. */
  readonly ready: (child: Child, signal: AbortSignal) => Promise<void>;
  /** The last lines that it wrote, each ended, for the sentence that gives it up. */
  readonly tail: () => string;
  /** What must be there before it is started again. While one of these is away, its own failures are not held against it. */
  readonly needs?: readonly Need[];
  /**
   * Asks its process whether it answers, now and then; without it nobody asks. One that keeps silent is ended as soon as that is told (`end-soon`), after longer (`end`), or
   * never (`tell`), see decision 0019.
   */
  readonly probe?: { readonly ask: (signal: AbortSignal, child: Child) => Promise<void>; readonly whenSilent: 'end-soon' | 'end' | 'tell' };
}

/** What a part may need: another part, or something that is not this launch's to start. */
export interface Need {
  readonly name: string;
  readonly isReady: () => boolean | Promise<boolean>;
  /** Resolves when it is ready, at once where it is; also when the launch ends. */
  readonly whenReady: () => Promise<void>;
}

/** A part that was ready once, and what becomes of it. */
export interface Supervised extends Need {
  readonly isReady: () => boolean;
}

/** A process ended that nobody had asked to; how, as the end of a sentence. */
class Ended extends Error {
  constructor({ code, signal }: Exit) {
    super(`ended unexpectedly (${signal ?? `exit code ${code}`})`);
  }
}

/**
 * Starts a part and waits until it is ready; from then on it is kept running until the launch ends. Rejects with a sentence where the first start
 * fails. Later failures are told on the terminal; after too many in a row the launch ends with a sentence.
 */
export const supervise = async (life: Lifetime, part: Part): Promise<Supervised> => {
  try {
    return keepRunning(life, part, await begin(part));
  } catch (error) {
    const over = life.ending ? await life.over : 0;
    if (typeof over !== 'number') throw over;
    if (error instanceof Ended) throw new ReportedError(`${part.tail()}${part.name} ${error.message}; everything else was stopped.`);
    if (error instanceof ReportedError) throw new ReportedError(`${part.tail()}${error.message}`);
    throw error;
  }
};

/** As `supervise`, for a part that was started and is ready already: `first` is its process. */
export const keepRunning = (life: Lifetime, part: Part, first: Child): Supervised => {
  const gate = new Gate();
  keep(life, part, first, gate).catch(life.fail);
  const ended = life.over.then(() => undefined);
  return { name: part.name, isReady: () => gate.isOpen, whenReady: () => Promise.race([gate.passed(), ended]) };
};

const keep = async (life: Lifetime, part: Part, first: Child, gate: Gate): Promise<void> => {
  let failures = 0;
  for (let child: Child | null = first; child !== null; ) {
    gate.open();
    const since = performance.now();
    const watched = watchAnswers(life.patience, part, child);
    const exit = await child.exited;
    gate.shut();
    const silent = watched.stop();
    if (life.ending) return;
    if (performance.now() - since >= life.patience.steady) failures = 0;
    const why = silent ? 'was ended because it did not answer' : new Ended(exit).message;
    [child, failures] = await again(life, part, why, failures);
    if (child !== null) say(`${part.name} is back.`);
  }
};

/** Starts it until it is ready. Without a child where the launch ends, by this part's failures or otherwise. */
const again = async (life: Lifetime, part: Part, firstWhy: string, before: number): Promise<[Child | null, number]> => {
  const { firstDelay, longestDelay, failures: most } = life.patience;
  let why = firstWhy;
  let failures = before;
  for (let round = 0; ; round += 1) {
    const missing = await firstMissing(part.needs ?? []);
    if (life.ending) return [null, failures];
    if (missing === undefined) failures += 1;
    if (failures >= most) {
      life.end(new ReportedError(`${part.tail()}${part.name} ${why}: failure ${failures} in a row, so everything else was stopped.`));
      return [null, failures];
    }
    const delay = Math.min(firstDelay * 2 ** Math.max(round, failures - 1), longestDelay);
    say(`${part.name} ${why}; ${nextStart(delay, missing)}…`);
    await life.pause(delay);
    for (const each of part.needs ?? []) await each.whenReady();
    if (life.ending) return [null, failures];
    try {
      return [await begin(part), failures];
    } catch (error) {
      if (life.ending) return [null, failures];
      why = error instanceof Ended ? error.message : `could not be started (${reasonOf(error)})`;
    }
  }
};

const firstMissing = async (needs: readonly Need[]): Promise<Need | undefined> => {
  for (const need of needs) if (!(await need.isReady())) return need;
  return undefined;
};

const nextStart = (delay: number, missing: Need | undefined): string => {
  if (missing !== undefined) return `starting it again when ${missing.name} is back`;
  return delay < 1_000 ? 'starting it again' : `starting it again in ${Math.round(delay / 1_000)} s`;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

/** Starts it once. Rejects, its process ended, where it does not become ready. */
const begin = async (part: Part): Promise<Child> => {
  const child = await part.start();
  const over = new AbortController();
  const ended = child.exited.then((exit): never => {
    over.abort(new Ended(exit));
    throw over.signal.reason;
  });
  const ready = part.ready(child, over.signal);
  for (const each of [ended, ready]) each.catch(() => undefined);
  try {
    await Promise.race([ended, ready]);
    return child;
  } catch (error) {
    await child.stop(true);
    throw error;
  }
};

/** Open while a part is ready. */
class Gate {
  isOpen = false;
  #waiting: (() => void)[] = [];

  open(): void {
    this.isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  shut(): void {
    this.isOpen = false;
  }

  passed(): Promise<void> {
    return this.isOpen ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
