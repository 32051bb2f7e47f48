import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { migrateDatabase } from '@/lib/db/migrate';
import type { Child } from '@/lib/launcher/children.js';
import { startConsole } from '@/lib/launcher/console';
import { Life } from '@/lib/launcher/life.js';
import { freePort } from '@/lib/launcher/ports';
import { CONSOLE_ROLE, supervisePostgres } from '@/lib/launcher/postgres';
import { parentOf, processesCalled, send, sleep } from '@/lib/launcher/processes.js';
import { within } from '@/lib/launcher/ready';
import { say } from '@/lib/launcher/sentence.js';
import { simulatedAwsEnv, startSimulatedAccount } from '@/lib/launcher/simulated';
import type { Supervised } from '@/lib/launcher/supervise';
import { superviseWorker } from '@/lib/launcher/worker';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How failures are met here: nothing is given up, and nothing that is stopped for a while is ended for its silence. */
const PATIENCE = { firstDelay: 50, longestDelay: 400, failures: Number.MAX_SAFE_INTEGER, tellAfter: 1_000_000, endAfter: 2_000_000 };

/** What one worker loses the other one takes over. */
const WORKERS = 2;
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

/** The whole product with a simulated account, as the launcher starts it, with as many consoles as wanted and two workers. */
export interface World {
  /** Where each console answers. */
  readonly consoles: readonly string[];
  readonly parts: readonly Part[];
  readonly root: string;
  readonly awsUrl: string;
  /** The database as its owner. */
  readonly ownerUrl: string;
  readonly credentials: SharedCredentials;
  /** Asks `/_sandbox/PATH`: a GET without `body`, a POST with one; or the method that is told. */
  readonly control: (path: string, body?: unknown, method?: 'GET' | 'POST' | 'DELETE') => Promise<unknown>;
  /** Ends everything. With `keep` its folder, which has the database and what the parts wrote, stays and is told. */
  readonly end: (how?: { readonly keep: boolean }) => Promise<void>;
}

/** The credentials of consoles and workers: a shared file, as an administrator renews it while they run. */
interface SharedCredentials {
  /** The access key that the file holds now. */
  readonly accessKeyId: () => string;
  /** Writes another one into it. */
  readonly renew: () => void;
}

const credentialsIn = (folder: string): SharedCredentials & { readonly env: Readonly<Record<string, string | undefined>> } => {
  const file = join(folder, 'credentials');
  let number = 0;
  const accessKeyId = (): string => `AKIASIMULATED${String(number).padStart(7, '0')}`;
  const write = (): void => {
    writeFileSync(`${file}.new`, `[default]\naws_access_key_id = ${accessKeyId()}\naws_secret_access_key = simulated\n`);
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    accessKeyId,
    renew: () => {
      number += 1;
      write();
    },
    env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SHARED_CREDENTIALS_FILE: file },
  };
};

const controlOf =
  (awsUrl: string): World['control'] =>
  async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${awsUrl}/_sandbox/${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`/_sandbox/${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

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
const partOf = (life: Life, supervised: Supervised, kind: Part['kind'], setClock: (ms: number) => void): Part => {
  const { name } = supervised;
  const child = (): Child | undefined => life.children.alive.find((each) => each.name === name);
  const servants = (): readonly number[] =>
    kind === 'database' ? processesCalled('postgres: rehome-').filter((pid) => parentOf(pid) === child()?.pid) : [];
  const toAll = (signal: NodeJS.Signals): void => {
    for (const pid of [child()?.pid, ...servants()]) if (pid !== undefined) send(pid, signal);
  };
  const kill = (): void => void child()?.process.kill('SIGKILL');
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
      // The end of a killed process is noticed a moment later than it was killed.
      await sleep(50);
      await within(COME_BACK_MS, new AbortController().signal, (late) => orLate(supervised, late));
    },
    pid: () => child()?.pid,
  };
};

interface Wanted {
  readonly consoles: number;
  /** How many times faster than a person would watch it the account's restores run. */
  readonly speed: number;
}

/** Starts a world on free ports with its data in a new folder. The console must have been built. */
export const startWorld = async ({ consoles, speed }: Wanted): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-torture-'));
  const life = new Life(PATIENCE);
  const end: World['end'] = async ({ keep } = { keep: false }) => {
    for (const child of life.children.alive) send(child.pid, 'SIGCONT');
    await life.close();
    if (keep) say(`Kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await partsIn(life, folder, { consoles, speed })), root: ROOT, end };
  } catch (error) {
    await end();
    throw error;
  }
};

const partsIn = async (life: Life, folder: string, { consoles, speed }: Wanted): Promise<Omit<World, 'root' | 'end'>> => {
  const accountPort = await freePort();
  const account = { port: accountPort, folder, watch: false, more: ['--speed', String(speed), '--join-by-token'] };
  const [{ database, part }] = await Promise.all([supervisePostgres(life, folder), startSimulatedAccount(ROOT, life, account)]);
  await migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE });
  const credentials = credentialsIn(folder);
  const env = { ...simulatedAwsEnv(accountPort, process.env), ...credentials.env, DATABASE_URL: database.url };
  const [started, workers] = await Promise.all([
    Promise.all(Array.from({ length: consoles }, (_, index) => consoleIn(life, folder, env, part, index + 1))),
    Promise.all(Array.from({ length: WORKERS }, (_, index) => workerIn(life, folder, env, part, index + 1))),
  ]);
  const awsUrl = `http://127.0.0.1:${accountPort}`;
  return {
    consoles: started.map(({ url }) => url),
    parts: [partOf(life, part, 'database', () => undefined), ...started.map((each) => each.part), ...workers],
    awsUrl,
    ownerUrl: database.ownerUrl,
    credentials,
    control: controlOf(awsUrl),
  };
};

const consoleIn = async (life: Life, folder: string, env: NodeJS.ProcessEnv, database: Supervised, number: number) => {
  const port = await freePort();
  const name = `Console ${number}`;
  const clock = clockIn(folder, name);
  const own = join(folder, 'logs', `console-${number}`);
  mkdirSync(own, { recursive: true });
  const options = { mode: 'start', port, folder: own, env: { ...env, ...clock.env }, needs: [database], name } as const;
  const supervised = await startConsole(ROOT, life, options);
  return { url: `http://127.0.0.1:${port}`, part: partOf(life, supervised, 'console', clock.set) };
};

const workerIn = async (life: Life, folder: string, env: NodeJS.ProcessEnv, database: Supervised, number: number): Promise<Part> => {
  const name = `Worker ${number}`;
  const clock = clockIn(folder, name);
  const own = join(folder, 'logs', `worker-${number}`);
  mkdirSync(own, { recursive: true });
  const options = { folder: own, env: { ...env, ...clock.env }, needs: [database], watch: false, name };
  return partOf(life, await superviseWorker(ROOT, life, options), 'worker', clock.set);
};
