import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeArguments, SIMULATED_ACCOUNT } from '@/lib/launcher/bundles.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A simulated account in a process of its own. */
export interface Started {
  readonly child: ChildProcess;
  /** Where it answers; `null` where it ended before it did. */
  readonly url: string | null;
  /** The exit code, once it has ended. */
  readonly code: () => Promise<number | null>;
  readonly output: () => string;
}

const children: ChildProcess[] = [];

/** Runs the command line until it says where it answers, or ends. */
export const run = async (...args: string[]): Promise<Started> => {
  const child = spawn(process.execPath, [...nodeArguments(ROOT, SIMULATED_ACCOUNT), ...args], { cwd: ROOT });
  children.push(child);
  let output = '';
  const ended = once(child, 'exit');
  const url = await new Promise<string | null>((resolve) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /answers at (http:\S+)/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then(
      () => resolve(null),
      () => resolve(null),
    );
  });
  return { child, url, code: async () => ((await ended) as [number | null])[0], output: () => output };
};

/** Kills every process that `run` started. */
export const killAll = (): void => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
};
