import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Child, Children } from './children.js';
import type { Output } from './log-file';
import type { Native } from './native';
import type { OsUser } from './os-user';
import { commandOf, processesCalled, send, sleep, startOf } from './processes.js';
import { ReportedError } from './reported-error.js';

const START_MS = 60_000;
const CONNECT_MS = 2_000;
/** Also while it is shutting down: only its words tell which. */
const STARTING_UP = '57P03';
const WRONG_PASSWORD = '28P01';

/** What is the same each time the server of a cluster is started. */
export interface Server {
  readonly native: Native;
  readonly user: OsUser;
  readonly cluster: string;
  readonly port: number;
  readonly output: Output;
}

// Nothing of the caller's environment reaches the server: neither AWS credentials nor PG* settings.
export const environment = { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** PostgreSQL puts this into the command line of each of its processes; it is how those of this cluster are told from any others. */
const clusterName = (cluster: string): string => `rehome-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`;

/**
 * A postmaster that a killed launch left is asked to end. Where its pid file names a process that is no postmaster of this cluster
 * (numbers are used again, above all in containers) the file is removed, for PostgreSQL would refuse to start beside it.
 */
const endStalePostmaster = async (cluster: string): Promise<void> => {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const start = startOf(pid);
  if (start === null) return;
  if (!commandOf(pid).includes(cluster)) {
    rmSync(file, { force: true });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    send(pid, signal);
    for (let waited = 0; waited < 50 && startOf(pid) === start; waited += 1) await sleep(100);
  }
};

/**
 * Ends the servants of a postmaster that was killed. Each leads a process group of its own, and one that is busy with a query does not look whether
 * its postmaster still lives: it would hold the shared memory, and no other could start, until the query is done. To be called only when no
 * postmaster of the cluster runs. Returns whom it ended.
 */
const endServants = (cluster: string): readonly number[] =>
  processesCalled(`postgres: ${clusterName(cluster)}: `).filter((pid) => send(pid, 'SIGKILL'));

/** Starts the server, once what may be left of an earlier one has gone. It may take a moment, or a recovery, until it answers: `serverReady`. */
export const startServer = async (children: Children, { native, user, cluster, port, output }: Server): Promise<Child> => {
  await endStalePostmaster(cluster);
  for (const pid of endServants(cluster)) while (startOf(pid) !== null) await sleep(20);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `cluster_name=${clusterName(cluster)}`,
    'max_connections=60',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  const child = await output.to((out) =>
    children.start({
      name: 'PostgreSQL',
      command: native.postgres,
      args: ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
      // The fast shutdown; SIGTERM would wait for clients that hang on.
      stopSignal: 'SIGINT',
      options: { ...user, cwd: '/', env: environment, stdio: ['ignore', out, out] },
    }),
  );
  // At the end of a launch nobody starts it again, and they must go all the same.
  void child.exited.then(() => endServants(cluster));
  return child;
};

/** Connects to the server once. Rejects with its refusal, or when there is no answer in time. */
export const askServer = async (url: string, timeoutMs: number = CONNECT_MS): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
};

/**
 * As `askServer`. A server that was asked by somebody to end when its clients have (SIGTERM) lets nobody in, and never ends while console and worker hold their connections: it is ended then, to be started again.
 */
export const askOrEnd = async (url: string, timeoutMs: number, child: Child): Promise<void> => {
  try {
    await askServer(url, timeoutMs);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === STARTING_UP && /shutting down/.test(error.message)) await child.stop();
    throw error;
  }
};

/** Waits until the server lets one in. Rejects with a sentence where it will not, and when `signal` is aborted. */
export const serverReady = async (url: string, signal: AbortSignal): Promise<void> => {
  let deadline = Date.now() + START_MS;
  for (;;) {
    try {
      return await askServer(url);
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === WRONG_PASSWORD)
        throw new ReportedError("The database refuses its password: the file postgres-password in the data folder is not this database's.");
      // While it recovers from a crash it says so, however long that takes. Ended for that, it would have to begin again.
      if (code === STARTING_UP) deadline = Date.now() + START_MS;
      if (Date.now() > deadline) throw new ReportedError('The database did not answer within a minute.');
      await sleep(50);
    }
  }
};
