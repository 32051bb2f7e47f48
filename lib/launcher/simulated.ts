import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeArguments, SIMULATED_ACCOUNT } from './bundles.js';
import type { Lifetime } from './lifetime.js';
import { logFile } from './log-file';
import { claimPort } from './ports';
import { answers, ask } from './ready';
import type { DemoSeed } from './seeds.js';
import { type Supervised, supervise } from './supervise';
import { typescriptEnv } from './typescript.js';

/** The caller's environment without anything that concerns AWS: a simulated account must never be mixed with a real one. */
const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_'))),
  NODE_ENV: env.NODE_ENV,
});

/** What points the AWS SDK, untouched, at the simulated account on `port`. */
export const simulatedAwsEnv = (port: number, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...withoutAws(env),
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000000',
  AWS_SECRET_ACCESS_KEY: 'simulated',
  AWS_REGION: 'ap-northeast-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  REHOME_SIMULATED: '1',
});

/**
 * Starts the simulated account on `port` with its state in the data folder, waits until it answers, and keeps it running. With `watch` it starts anew when
 * its code changes.
 */
export const startSimulatedAccount = (
  root: string,
  life: Lifetime,
  {
    port,
    folder,
    watch,
    seed,
    more = [],
  }: {
    readonly port: number;
    readonly folder: string;
    readonly watch: boolean;
    /** Without one: what the folder holds, or the article's account. */
    readonly seed?: DemoSeed | 'million' | undefined;
    /** Further options of `rehome sandbox`. */
    readonly more?: readonly string[];
  },
): Promise<Supervised> => {
  const name = 'The simulated account';
  const data = join(folder, 'sandbox');
  mkdirSync(data, { recursive: true });
  const output = logFile(folder, 'sandbox');
  const url = `http://127.0.0.1:${port}/`;
  return supervise(life, {
    name,
    start: async () => {
      await claimPort(port, '--sandbox-port');
      return output.to((out) =>
        life.children.start({
          name,
          command: process.execPath,
          args: [
            ...nodeArguments(root, SIMULATED_ACCOUNT, { watch }),
            ...['--port', String(port), '--data', data, ...(seed === undefined ? [] : ['--seed', seed]), '--quiet', ...more],
          ],
          // Node's watcher hangs on a SIGTERM while what it watches is down; the account's state is safe against a kill anyway.
          stopSignal: watch ? 'SIGKILL' : 'SIGTERM',
          options: { cwd: root, env: typescriptEnv(root, withoutAws(process.env)), stdio: ['ignore', out, out] },
        }),
      );
    },
    ready: (_child, signal) =>
      // While it is edited it may be broken for as long as that takes; the watcher starts it again.
      answers(url, signal, 'The simulated account did not answer within a minute.', watch ? Number.POSITIVE_INFINITY : undefined),
    tail: output.tail,
    probe: { ask: (signal) => ask(url, signal), whenSilent: watch ? 'tell' : 'end' },
  });
};
