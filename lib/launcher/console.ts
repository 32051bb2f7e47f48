import { join } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { logFile, terminal } from './log-file';
import { claimPort } from './ports';
import { quiet } from './quiet.js';
import { answers, ask } from './ready';
import { type Need, type Supervised, supervise } from './supervise';

// The first page of a development server is compiled before it answers.
const WAIT_MS = 180_000;

/** How a console is started, each time. */
interface ConsoleOptions {
  readonly mode: 'start' | 'dev';
  readonly port: number;
  /** The data folder that its log goes to; the terminal where there is none. */
  readonly folder: string | null;
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly needs: readonly Need[];
  /** What sentences call it, where one launch has several. */
  readonly name?: string;
}

/** Starts the console on `port` of loopback, waits until its first page answers, and keeps it running. */
export const startConsole = (
  root: string,
  life: Lifetime,
  { mode, port, folder, env, needs, name = 'The console' }: ConsoleOptions,
): Promise<Supervised> => {
  const output = folder === null ? terminal : logFile(folder, 'console');
  const at = `http://127.0.0.1:${port}`;
  return supervise(life, {
    name,
    start: async () => {
      await claimPort(port, '--port');
      return output.to((out) =>
        life.children.start({
          name,
          command: process.execPath,
          args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), mode, '-H', '127.0.0.1', '-p', String(port)],
          options: {
            cwd: root,
            env: { ...quiet, ...env, NODE_ENV: mode === 'dev' ? 'development' : 'production' },
            stdio: ['ignore', out, out],
          },
        }),
      );
    },
    ready: (_child, signal) => answers(`${at}/`, signal, 'The console did not answer within three minutes.', WAIT_MS),
    tail: output.tail,
    needs,
    // Of the development server nobody asks: it may stand at a breakpoint, and it tells the terminal of each request. The icon needs neither database nor AWS.
    ...(mode === 'dev' ? {} : { probe: { ask: (signal: AbortSignal) => ask(`${at}/icon.svg`, signal), whenSilent: 'end' as const } }),
  });
};
