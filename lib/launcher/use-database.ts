import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterFolder, databasePassword, holdDataFolder } from './data-folder';
import { withLife } from './lifetime.js';
import { postgresUser } from './os-user';
import { CONSOLE_ROLE, type Database, OWNER, startPostgres, urlOf } from './postgres';
import { commandOf } from './processes.js';
import { ReportedError } from './reported-error.js';

/** The addresses of an embedded database. */
export type Addresses = Pick<Database, 'url' | 'ownerUrl'>;

const startFolder = fileURLToPath(new URL('../../.rehome/start', import.meta.url));

/**
 * The embedded database of `folder` where it runs; null where it does not. PostgreSQL itself writes who it is and where it listens: `postmaster.pid` holds its process in the
 * first line, its port in the fourth, and its state in the eighth.
 */
const runningDatabase = (folder: string): Addresses | null => {
  const cluster = clusterFolder(folder, postgresUser(join(folder, 'postgres')));
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const port = Number(lines[3]);
  if (lines[7]?.trim() !== 'ready' || !commandOf(Number(lines[0])).includes(cluster)) return null;
  return {
    ownerUrl: urlOf(port, OWNER, databasePassword(folder, 'owner'), 'rehome'),
    url: urlOf(port, CONSOLE_ROLE, databasePassword(folder, 'console'), 'rehome'),
  };
};

/**
 * Runs `work` on the embedded database of `folder`, which is started for it, and made where there is none. Throws a sentence where the folder is in use.
 * @returns the exit code of `work`; 1 where it was interrupted
 */
export const withEmbedded = async (folder: string, work: (database: Addresses) => Promise<number>): Promise<number> => {
  let finished = false;
  const code = await withLife(async (life) => {
    const opened = await holdDataFolder(life, folder);
    const database = await startPostgres(life.children, opened.path);
    // Not started again: what `work` had begun on it is over all the same.
    void database.child.exited.then(() =>
      life.end(new ReportedError(`PostgreSQL ended unexpectedly. Its log is in ${join(opened.path, 'logs')}.`)),
    );
    const done = await work(database);
    finished = true;
    life.end(done);
  });
  return finished ? code : 1;
};

/**
 * Runs `work` on the database that a person means, beside whatever else uses it: the one at DATABASE_URL, or the embedded one of a data folder (that of `npm start`
 * where none is given), which is started for it where it does not run. `work` is told the folder, `null` where there is none. Throws a sentence where there is no database.
 * @returns the exit code of `work`; 1 where it was interrupted
 */
export const withDatabase = async (
  data: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  work: (url: string, folder: string | null) => Promise<number>,
): Promise<number> => {
  const given = env.DATABASE_URL ?? '';
  if (given !== '' && data !== undefined)
    throw new ReportedError('Both DATABASE_URL and --data are given: the data is kept in one or the other.');
  if (given !== '') return work(given, null);
  const folder = resolve(data ?? startFolder);
  if (!existsSync(join(folder, 'postgres-password'))) {
    throw new ReportedError(
      `There is no database in the folder ${folder}: give the folder with --data, or the address of your own PostgreSQL as DATABASE_URL.`,
    );
  }
  const running = runningDatabase(folder);
  return running === null ? withEmbedded(folder, ({ url }) => work(url, folder)) : work(running.url, folder);
};
