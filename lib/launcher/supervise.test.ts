import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Child } from './children.js';
import { Lifetime, type Patience } from './lifetime.js';
import { send, sleep, startOf } from './processes.js';
import { saysHere, saysReady } from './ready';
import { type Part, type Supervised, supervise } from './supervise';

const QUICK: Patience = {
  firstDelay: 1,
  longestDelay: 4,
  failures: 3,
  steady: Number.POSITIVE_INFINITY,
  probeEvery: 20,
  tellAfter: 2,
  endAfter: 4,
};

const READY = "process.send('ready'); setInterval(() => undefined, 1000);";
const LATE = 'The part did not say that it is ready.';

const lives: Lifetime[] = [];
const told: string[] = [];
/** Every process that was started, in order. */
const children: Child[] = [];

const lifeWith = (more: Partial<Patience> = {}): Lifetime => {
  const life = new Lifetime({ ...QUICK, ...more });
  lives.push(life);
  return life;
};

/** A part whose process runs what `script` says at each start; `saysReady` within `waitMs`. */
const partOf = (life: Lifetime, script: () => string, more: Partial<Part> = {}, waitMs?: number): Part => ({
  name: 'The part',
  start: async () => {
    const child = await life.children.start({
      name: 'The part',
      command: process.execPath,
      args: ['-e', script()],
      options: { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    });
    children.push(child);
    return child;
  },
  ready: (child, signal) => saysReady(child, signal, LATE, waitMs),
  tail: () => 'its last words\n',
  ...more,
});

/** Starts such a part and keeps it running. */
const supervised = (life: Lifetime, script: () => string, more: Partial<Part> = {}): Promise<Supervised> =>
  supervise(life, partOf(life, script, more));

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(2);
};

const killLast = (): void => void children.at(-1)?.process.kill('SIGKILL');

/** Kills it `times` times, each time once it was ready. */
const killEachTime = async (part: Supervised, times: number): Promise<void> => {
  for (let killed = 0; killed < times; killed += 1) {
    await part.whenReady();
    const before = children.length;
    killLast();
    await until(() => children.length > before || !part.isReady());
  }
};

const sentenceOf = async (life: Lifetime): Promise<string> => {
  const outcome = await life.over;
  return typeof outcome === 'number' ? `exit code ${outcome}` : outcome.message;
};

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text).trimEnd()) > 0);
});

afterEach(async () => {
  for (const life of lives.splice(0)) await life.close();
  expect(children.filter(({ pid }) => startOf(pid) !== null)).toEqual([]);
  vi.restoreAllMocks();
  told.length = 0;
  children.length = 0;
});

describe('the first start', () => {
  it('fails with a sentence and the last words of a part that ends before it is ready', async () => {
    const life = lifeWith();
    const starting = supervise(
      life,
      partOf(life, () => 'process.exit(7)'),
    );
    await expect(starting).rejects.toThrow(/^its last words\nThe part ended unexpectedly \(exit code 7\); everything else was stopped\.$/);
  });

  it('fails with the last words and the sentence of a part that does not become ready, and ends it', async () => {
    const life = lifeWith();
    const starting = supervise(
      life,
      partOf(life, () => 'setInterval(() => undefined, 1000)', {}, 1),
    );
    await expect(starting).rejects.toThrow(`its last words\n${LATE}`);
    expect(children.map(({ pid }) => startOf(pid))).toEqual([null]);
  });
});

describe('a part that ends', () => {
  it('is started again, and both are told', async () => {
    const life = lifeWith();
    const part = await supervised(life, () => READY);
    await killEachTime(part, 1);
    await until(() => told.length === 2);
    expect(told).toEqual(['The part ended unexpectedly (SIGKILL); starting it again…', 'The part is back.']);
    expect(life.ending).toBe(false);
  });

  it('ends the launch after so many failures in a row, however each came about', async () => {
    const life = lifeWith({ failures: 4 });
    const scripts = [READY, 'process.exit(1)', 'setInterval(() => undefined, 1000)', 'process.exit(2)'];
    await supervise(
      life,
      partOf(life, () => scripts.shift() ?? READY, {
        ready: (child, signal) => saysReady(child, signal, LATE, children.length === 3 ? 1 : undefined),
      }),
    );
    killLast();
    expect(await sentenceOf(life)).toBe(
      'its last words\nThe part ended unexpectedly (exit code 2): failure 4 in a row, so everything else was stopped.',
    );
    expect(told).toEqual([
      'The part ended unexpectedly (SIGKILL); starting it again…',
      'The part ended unexpectedly (exit code 1); starting it again…',
      'The part could not be started (The part did not say that it is ready); starting it again…',
    ]);
    expect(children).toHaveLength(4);
  });

  it('waits twice as long each time, up to a bound', async () => {
    const life = lifeWith({ firstDelay: 400, longestDelay: 1_000, failures: 5 });
    let start = partOf(life, () => READY).start;
    await supervise(life, { ...partOf(life, () => READY), start: () => start() });
    start = () => Promise.reject(new Error('No process can be made.'));
    killLast();
    await sentenceOf(life);
    expect(told).toEqual([
      'The part ended unexpectedly (SIGKILL); starting it again…',
      'The part could not be started (No process can be made); starting it again…',
      'The part could not be started (No process can be made); starting it again in 1 s…',
      'The part could not be started (No process can be made); starting it again in 1 s…',
    ]);
  });

  it('has its failures forgotten once it was ready for long enough', async () => {
    const life = lifeWith({ steady: 0 });
    const part = await supervised(life, () => READY);
    await killEachTime(part, 2 * QUICK.failures);
    await part.whenReady();
    expect(life.ending).toBe(false);
  });

  it('waits for what it needs, and is not blamed for what it did without', async () => {
    const life = lifeWith({ failures: 2 });
    let isThere = true;
    let comeBack = (): void => undefined;
    const needed: Supervised = {
      name: 'The other',
      isReady: () => isThere,
      whenReady: () => (isThere ? Promise.resolve() : new Promise((resolve) => (comeBack = resolve))),
    };
    const part = await supervised(life, () => READY, { needs: [needed] });
    isThere = false;
    killLast();
    const returned = comeBack;
    await until(() => comeBack !== returned);
    expect(told).toEqual(['The part ended unexpectedly (SIGKILL); starting it again when The other is back…']);
    expect(children).toHaveLength(1);
    isThere = true;
    comeBack();
    await part.whenReady();
    await killEachTime(part, 1);
    await until(() => told.length === 4);
    expect(told.at(-1)).toBe('The part is back.');
  });
});

describe('a part that does not answer', () => {
  /** Answers while its process is not stopped: the process is asked over its own channel. */
  const ECHO = "process.on('message', () => process.send('here')); process.send('ready');";
  const ask = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = children.at(-1)?.process;
      signal.addEventListener('abort', () => reject(signal.reason));
      child?.once('message', () => resolve());
      child?.send('there?', () => undefined);
    });

  it('is told of, and left running where it may only be slow', async () => {
    const life = lifeWith();
    await supervised(life, () => ECHO, { probe: { ask, whenSilent: 'tell' } });
    const pid = children[0]?.pid ?? -1;
    send(pid, 'SIGSTOP');
    await until(() => told.length === 1);
    expect(told[0]).toBe(`The part (process ${pid}) has not answered for 0 s; it is left running, for it may only be slow.`);
    await sleep(QUICK.probeEvery * QUICK.endAfter * 2);
    send(pid, 'SIGCONT');
    await until(() => told.length === 2);
    expect(told[1]).toBe('The part answers again.');
    expect(children).toHaveLength(1);
  });

  it('is ended and started again where it says so', async () => {
    const life = lifeWith({ probeEvery: 500 });
    const part = await supervised(life, () => ECHO, { probe: { ask, whenSilent: 'end' } });
    const pid = children[0]?.pid ?? -1;
    send(pid, 'SIGSTOP');
    await until(() => children.length === 2);
    await part.whenReady();
    expect(told.slice(0, 2)).toEqual([
      `The part (process ${pid}) has not answered for 1 s; after 2 s it is ended and started again.`,
      'The part was ended because it did not answer; starting it again…',
    ]);
  });
});

describe('a part that is ended as soon as its silence is told', () => {
  it('is asked over its own channel', async () => {
    const echo = "process.on('message', (asked) => asked === 'there?' && process.send('here')); process.send('ready');";
    const life = lifeWith({ probeEvery: 500 });
    const part = await supervised(life, () => echo, { probe: { ask: (signal, child) => saysHere(child, signal), whenSilent: 'end-soon' } });
    const pid = children[0]?.pid ?? -1;
    send(pid, 'SIGSTOP');
    await until(() => children.length === 2);
    await part.whenReady();
    expect(told.slice(0, 2)).toEqual([
      `The part (process ${pid}) has not answered for 1 s; it is ended and started again.`,
      'The part was ended because it did not answer; starting it again…',
    ]);
  });
});

describe('the end of a launch', () => {
  it('while a part waits to be started again: it is not', async () => {
    const life = lifeWith({ firstDelay: 1_000_000, longestDelay: 1_000_000 });
    const part = await supervised(life, () => READY);
    killLast();
    await until(() => told.length === 1);
    await life.close();
    await part.whenReady();
    expect(children).toHaveLength(1);
  });

  it('while a part that was started again is not ready: it is ended', async () => {
    const life = lifeWith();
    const scripts = [READY];
    await supervise(
      life,
      partOf(life, () => scripts.shift() ?? 'setInterval(() => undefined, 1000)'),
    );
    killLast();
    await until(() => children.length === 2);
    await life.close();
    expect(children.map(({ pid }) => startOf(pid))).toEqual([null, null]);
    expect(told).toHaveLength(1);
  });

  it('while a part is about to be started: its process is not made', async () => {
    const life = lifeWith();
    const { start } = partOf(life, () => READY);
    let goOn = (): void => undefined;
    let starts = 0;
    await supervise(life, {
      ...partOf(life, () => READY),
      start: async () => {
        starts += 1;
        if (starts > 1) await new Promise<void>((resolve) => (goOn = resolve));
        return start();
      },
    });
    killLast();
    await until(() => starts === 2);
    await life.close();
    goOn();
    await sleep(20);
    expect(children).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('ends parts in the order in which each was started first, the last before the others', async () => {
    const life = lifeWith();
    const ends: string[] = [];
    const named = (name: string): Part => {
      const part = partOf(life, () => READY);
      const start = async (): Promise<Child> => {
        const child = await life.children.start({
          name,
          command: process.execPath,
          args: ['-e', READY],
          options: { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
        });
        void child.exited.then(() => ends.push(name));
        children.push(child);
        return child;
      };
      return { ...part, name, start };
    };
    const first = await supervise(life, named('first'));
    children[0]?.process.kill('SIGKILL');
    await supervise(life, named('second'));
    await until(() => told.length === 2);
    await first.whenReady();
    await life.close();
    expect(ends).toEqual(['first', 'second', 'first']);
  });
});
