import { randomUUID } from 'node:crypto';
import { nodeArguments, WORKER } from './bundles.js';
import type { Child } from './children.js';
import type { Lifetime } from './lifetime.js';
import { logFile, terminal } from './log-file';
import { quiet } from './quiet.js';
import { saysHere, saysReady } from './ready';
import { type Need, type Supervised, supervise } from './supervise';
import { typescriptEnv } from './typescript.js';

/** How a worker is started, each time. */
interface WorkerOptions {
  /** The data folder that its log goes to; the terminal where there is none. */
  readonly folder: string | null;
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly needs: readonly Need[];
  /** Starts it anew when its code changes. */
  readonly watch: boolean;
  /** Where a launch has several, each has its own. */
  readonly name?: string;
}

/** Starts a worker, waits until it looks for tasks, and keeps it running. */
export const superviseWorker = (
  root: string,
  life: Lifetime,
  { folder, env, needs, watch, name = 'The worker' }: WorkerOptions,
): Promise<Supervised> => {
  const output = folder === null ? terminal : logFile(folder, 'worker');
  // The same at each start: one that was killed cannot say that it ended, and must not be counted beside its successor.
  const id = randomUUID();
  return supervise(life, {
    name,
    start: () =>
      output.to((out) =>
        life.children.start({
          name,
          command: process.execPath,
          args: [...nodeArguments(root, WORKER, { watch }), id],
          // As with the simulated account: Node's watcher hangs on a SIGTERM. What a killed worker had begun is another one's, or the next one's.
          stopSignal: watch ? 'SIGKILL' : 'SIGTERM',
          options: { cwd: root, env: typescriptEnv(root, { ...quiet, ...env }), stdio: ['ignore', out, out, 'ipc'] },
        }),
      ),
    // A watcher passes on nothing of what the watched one says.
    ready: async (child, signal) => (watch ? undefined : saysReady(child, signal, 'The worker was not ready within a minute.')),
    tail: output.tail,
    needs,
    // What one that hangs had begun is another's after ten seconds: nothing is lost by ending it.
    ...(watch ? {} : { probe: { ask: (signal: AbortSignal, child: Child) => saysHere(child, signal), whenSilent: 'end-soon' as const } }),
  });
};
