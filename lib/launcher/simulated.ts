import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Life } from './life.js';
import { logFile } from './log-file';
import { sleep } from './processes.js';
import { Sentence } from './sentence.js';
import { typescriptEnv, typescriptFlags } from './typescript.js';

const WAIT_MS = 60_000;

/** Waits until something answers HTTP at `url`, whatever it says. Gives up with `sentence` after `waitMs`, or quietly when the launch ends. */
export const answers = async (url: string, life: Life, sentence: string, waitMs = WAIT_MS): Promise<void> => {
  const deadline = Date.now() + waitMs;
  while (!life.ending) {
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
      await response.arrayBuffer();
      return;
    } catch {
      if (Date.now() > deadline) throw new Sentence(sentence);
      await sleep(100);
    }
  }
};

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

/** Starts the simulated account on `port` with its state in the data folder, and waits until it answers. With `watch` it starts anew when its code changes. */
export const startSimulatedAccount = async (
  root: string,
  life: Life,
  {
    port,
    folder,
    watch,
    seed = 'article',
  }: { readonly port: number; readonly folder: string; readonly watch: boolean; readonly seed?: 'article' | 'large' },
): Promise<void> => {
  const data = join(folder, 'sandbox');
  mkdirSync(data, { recursive: true });
  const log = logFile(folder, 'sandbox');
  const child = await life.children.start({
    name: 'The simulated account',
    command: process.execPath,
    args: [
      ...typescriptFlags(root),
      ...(watch ? ['--watch', '--watch-preserve-output'] : []),
      join(root, 'lib', 'sandbox', 'main.ts'),
      ...['--port', String(port), '--data', data, '--seed', seed, '--quiet'],
    ],
    // Node's watcher hangs on a SIGTERM while what it watches is down; the account's state is safe against a kill anyway.
    stopSignal: watch ? 'SIGKILL' : 'SIGTERM',
    options: { cwd: root, env: typescriptEnv(root, withoutAws(process.env)), stdio: ['ignore', log.fd, log.fd] },
  });
  log.close();
  life.depend(
    child,
    (exit) => `${log.tail()}The simulated account ended unexpectedly (${exit.code ?? exit.signal}); everything else was stopped.`,
  );
  await answers(
    `http://127.0.0.1:${port}/`,
    life,
    `${log.tail()}The simulated account did not answer within a minute.`,
    watch ? Number.POSITIVE_INFINITY : WAIT_MS,
  );
};
