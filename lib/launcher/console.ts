import { join } from 'node:path';
import type { Life } from './life.js';
import { logFile } from './log-file';
import { answers } from './simulated';

// The first page of a development server is compiled before it answers.
const WAIT_MS = 180_000;

// The pinned versions of Next and of the AWS SDK run on the Node that the launcher asks for; neither has to say more about it.
const quiet = { NEXT_TELEMETRY_DISABLED: '1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/**
 * Starts the console on `port` of loopback and waits until its first page answers. What it writes goes to a log in `folder`, or to
 * the terminal where there is none. `env` is its whole environment.
 */
export const startConsole = async (
  root: string,
  life: Life,
  how: { readonly mode: 'start' | 'dev'; readonly port: number; readonly folder: string | null; readonly env: NodeJS.ProcessEnv },
): Promise<void> => {
  const log = how.folder === null ? null : logFile(how.folder, 'console');
  const child = await life.children.start({
    name: 'The console',
    command: process.execPath,
    args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), how.mode, '-H', '127.0.0.1', '-p', String(how.port)],
    options: {
      cwd: root,
      env: { ...quiet, ...how.env, NODE_ENV: how.mode === 'dev' ? 'development' : 'production' },
      stdio: ['ignore', log?.fd ?? 'inherit', log?.fd ?? 'inherit'],
    },
  });
  log?.close();
  const words = () => log?.tail() ?? '';
  life.depend(child, (exit) => `${words()}The console ended unexpectedly (${exit.code ?? exit.signal}); everything else was stopped.`);
  await answers(`http://127.0.0.1:${how.port}/`, life, 'The console did not answer within three minutes.', WAIT_MS);
};
