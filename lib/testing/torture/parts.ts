import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeArguments } from '@/lib/launcher/bundles.js';
import type { Child } from '@/lib/launcher/children.js';
import { startConsole } from '@/lib/launcher/console';
import type { Lifetime } from '@/lib/launcher/lifetime.js';
import { logFile } from '@/lib/launcher/log-file';
import { freePort } from '@/lib/launcher/ports';
import { parentOf, processesCalled, send, sleep } from '@/lib/launcher/processes.js';
import { quiet } from '@/lib/launcher/quiet.js';
import { saysReady, within } from '@/lib/launcher/ready';
import { type Supervised, supervise } from '@/lib/launcher/supervise';
import { typescriptEnv } from '@/lib/launcher/typescript.js';
import { superviseWorker } from '@/lib/launcher/worker';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** A bound for a part that never comes back. */
const COME_BACK_MS = 300_000;

/** A process of the product that can be killed, stopped and set the clock of. */
export interface Part {
  readonly name: string;
  readonly kind: 'console' | 'worker' | 'database';
  /** Ends it as a system short of memory does. It is started again by itself. */
  readonly kill: () => void;
  /** Ends one of PostgreSQL's servants, as that system may, too; all others of it start anew. Of every other part the same as `kill`. */
  readonly killServant: () => void;
  readonly stop: () => void;
  readonly resume: () => void;
  /** Puts its clock so far ahead (negative: back). Nothing for the database, whose clock is the system's. */
  readonly setClock: (ms: number) => void;
  /** Resolves when it can be used. */
  readonly ready: () => Promise<void>;
  readonly pid: () => number | undefined;
}

/** The clock of one process: a file, and the environment that has it read. */
const clockIn = (folder: string, name: string): { readonly env: Readonly<Record<string, string>>; readonly set: (ms: number) => void } => {
  const file = join(folder, `clock ${name}`);
  const set = (ms: number): void => {
    writeFileSync(`${file}.new`, String(ms));
    renameSync(`${file}.new`, file);
  };
  set(0);
  const preload = pathToFileURL(join(ROOT, 'lib', 'testing', 'torture', 'set-clock.js')).href;
  return { env: { CLOCK_SHIFT_FILE: file, NODE_OPTIONS: `--import ${preload}` }, set };
};

/** Resolves when the part can be used; rejects with `late`, so that a run in which one does not come back ends and says which. */
const orLate = (part: Supervised, late: AbortSignal): Promise<void> =>
  Promise.race([
    part.whenReady(),
    new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(new Error(`${part.name} did not come back.`)))),
  ]);

/** What can be done to a part of `life` by its name; PostgreSQL has servants that are processes of their own. */
export const partOf = (life: Lifetime, supervised: Supervised, kind: Part['kind'], setClock: (ms: number) => void): Part => {
  const { name } = supervised;
  const child = (): Child | undefined => life.children.alive.find((each) => each.name === name);
  const servants = (): readonly number[] =>
    kind === 'database' ? processesCalled('postgres: rehome-').filter((pid) => parentOf(pid) === child()?.pid) : [];
  const toAll = (signal: NodeJS.Signals): void => {
    for (const pid of [child()?.pid, ...servants()]) if (pid !== undefined) send(pid, signal);
  };
  let ending: Promise<unknown> = Promise.resolve();
  const kill = (): void => {
    const victim = child();
    if (victim === undefined) return;
    ending = victim.exited;
    victim.process.kill('SIGKILL');
  };
  return {
    name,
    kind,
    kill,
    killServant: () => {
      const [servant] = servants();
      if (servant === undefined) kill();
      else send(servant, 'SIGKILL');
    },
    stop: () => toAll('SIGSTOP'),
    resume: () => toAll('SIGCONT'),
    setClock,
    ready: async () => {
      await ending;
      // The launcher, and PostgreSQL of its servants, notice an end a moment later.
      await sleep(50);
      await within(COME_BACK_MS, new AbortController().signal, (late) => orLate(supervised, late));
    },
    pid: () => child()?.pid,
  };
};

/** Where a part is put: the launch, its folder, its environment, and what it needs. */
export interface Site {
  readonly life: Lifetime;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly database: Supervised;
}

/** A folder for the log of one part, and a clock for it. */
const placeIn = ({ folder, env, database }: Site, name: string) => {
  const clock = clockIn(folder, name);
  const own = join(folder, 'logs', name.toLowerCase().replaceAll(' ', '-'));
  mkdirSync(own, { recursive: true });
  return { folder: own, env: { ...env, ...clock.env }, needs: [database], name, setClock: clock.set };
};

/** A console that can be used: where it answers, and what can be done to it. */
interface StartedConsole {
  readonly url: string;
  readonly part: Part;
}

/** A console as people have it. It must have been built. */
export const consoleIn = async (site: Site, number: number): Promise<StartedConsole> => {
  const port = await freePort();
  const { setClock, ...options } = placeIn(site, `Console ${number}`);
  const supervised = await startConsole(ROOT, site.life, { mode: 'start', port, ...options });
  return { url: `http://127.0.0.1:${port}`, part: partOf(site.life, supervised, 'console', setClock) };
};

/** A console without pages (`bare-console.ts`): its data layer as a process of its own, which needs no build. */
export const bareConsoleIn = async (site: Site, number: number): Promise<StartedConsole> => {
  const port = await freePort();
  const { setClock, folder, env, needs, name } = placeIn(site, `Console ${number}`);
  const output = logFile(folder, 'console');
  const supervised = await supervise(site.life, {
    name,
    start: () =>
      output.to((out) =>
        site.life.children.start({
          name,
          command: process.execPath,
          args: [...nodeArguments(ROOT, 'lib/testing/torture/bare-console.ts'), String(port)],
          options: { cwd: ROOT, env: typescriptEnv(ROOT, { ...quiet, ...env }), stdio: ['ignore', out, out, 'ipc'] },
        }),
      ),
    ready: (child, signal) => saysReady(child, signal, 'The bare console was not ready within a minute.'),
    tail: output.tail,
    needs,
  });
  return { url: `http://127.0.0.1:${port}`, part: partOf(site.life, supervised, 'console', setClock) };
};

/** The worker of the product. */
export const workerIn = async (site: Site, number: number): Promise<Part> => {
  const { setClock, ...options } = placeIn(site, `Worker ${number}`);
  return partOf(site.life, await superviseWorker(ROOT, site.life, { watch: false, ...options }), 'worker', setClock);
};
