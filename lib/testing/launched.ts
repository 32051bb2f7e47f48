import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, startOf } from '@/lib/launcher/processes.js';

/** A launcher that runs, or has run. */
export interface Launched {
  readonly process: ChildProcess;
  /** Its exit code, once it and all that it wrote are there. */
  readonly ended: Promise<number | null>;
  /** What it has told so far, on either stream. */
  readonly told: () => string;
}

/** Runs `bin/rehome` of the checkout `root` with `args`, and with `more` in an environment that has nothing else of ours. */
export const launchIn = (root: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Launched => {
  const child = spawn(process.execPath, [join(root, 'bin', 'rehome'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', HOME: process.env.HOME, ...more },
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, ended, told: () => chunks.join('') };
};

/** Waits until a launcher has told what `pattern` describes, and gives what that found. Throws where it ends without. */
export const hears = async (launched: Launched, pattern: RegExp): Promise<RegExpExecArray> => {
  for (;;) {
    const found = pattern.exec(launched.told());
    if (found !== null) return found;
    if (launched.process.exitCode !== null || launched.process.signalCode !== null) throw new Error(`ended: ${launched.told()}`);
    await sleep(20);
  }
};

/** Waits until a launcher tells where its console is. */
export const up = async (launched: Launched): Promise<string> =>
  (await hears(launched, /Rehome is at (http:\/\/127\.0\.0\.1:\d+)/))[1] ?? '';

/** What the launcher on a data folder has recorded to run, in the order in which its parts were started first: database and account in either order, then worker and console. */
export const childrenOf = (folder: string): readonly number[] => {
  const holder = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as { children: { pid: number }[] };
  return holder.children.map(({ pid }) => pid);
};

/** Those of `pids` that run. */
export const running = (pids: readonly number[]): readonly number[] => pids.filter((pid) => startOf(pid) !== null);

/** Runs a query through the console of a stand-in checkout. */
export const sql = async (url: string, query: string): Promise<unknown> => (await fetch(`${url}/sql?${encodeURIComponent(query)}`)).json();

/** Ends a launcher where it has not ended yet, and waits for it. */
export const endLaunched = async ({ process: child }: Launched): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
};
