import { join } from 'node:path';
import { databaseUnfit, unfitSentence } from '@/lib/db/fitness';
import { migrateDatabase } from '@/lib/db/migrate';
import { parseAllowedHosts, parseAuthSecret, parseEnv } from '@/lib/env-schema';
import { startConsole } from './console';
import { type DataFolder, folderAuthSecret, holdDataFolder, noteConsoleAddress, resetDataFolder } from './data-folder';
import { addDemoPeople, ONE_CLICK } from './demo-people';
import { firstLink } from './first-link';
import { followMigrations } from './follow-migrations';
import type { Lifetime } from './lifetime.js';
import type { Options } from './options.js';
import { ownDatabase } from './own-database';
import { claimPort, preferPort } from './ports';
import { CONSOLE_ROLE, type Database, supervisePostgres } from './postgres';
import { ReportedError, say } from './reported-error.js';
import { simulatedAwsEnv, startSimulatedAccount } from './simulated';
import type { Supervised } from './supervise';
import { whatToTry } from './what-to-try';
import { superviseWorker } from './worker';

interface Launch {
  readonly root: string;
  readonly command: 'demo' | 'dev' | 'start';
  readonly options: Options;
  readonly life: Lifetime;
}

const consolePorts = { demo: 3000, start: 3000, dev: 3100 } as const;
const sandboxPorts = { demo: 4566, dev: 4567 } as const;

// Before any port is looked at: what a killed launch left on the folder may still hold its ports.
const openFolder = ({ root, command, options, life }: Launch): Promise<DataFolder> =>
  holdDataFolder(life, options.data ?? join(root, '.rehome', command));

/** Does something on the database; where that fails the reason is told, but not the address, which holds a password. */
const onDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw new ReportedError(`The database cannot be used: ${error instanceof Error ? error.message || error.name : String(error)}.`);
  }
};

/** One's own database is migrated by its owner; a start only looks whether it can be used. */
const usable = async (url: string): Promise<string> => {
  const unfit = await onDatabase(() => databaseUnfit(url));
  if (unfit !== null) throw new ReportedError(unfitSentence(unfit));
  return url;
};

/** The environment for what runs on a database: the owner's address goes no further than this process. */
const runningOn = (databaseUrl: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { DATABASE_OWNER_URL: _owner, ...rest } = env;
  return { ...rest, NODE_ENV: env.NODE_ENV, DATABASE_URL: databaseUrl };
};

const addressAt = (port: number): string => `http://127.0.0.1:${port}`;

const launchSimulated = async (launch: Launch, command: 'demo' | 'dev'): Promise<void> => {
  const { root, options, life } = launch;
  const folder = await openFolder(launch);
  const port = await claimPort(options.port ?? consolePorts[command], '--port');
  const sandboxPort =
    options.sandboxPort === null ? await preferPort(sandboxPorts[command]) : await claimPort(options.sandboxPort, '--sandbox-port');
  if (options.reset) resetDataFolder(folder);
  noteConsoleAddress(folder.path, addressAt(port));
  say(`Starting the simulated account, the database, the worker and the console (data: ${folder.path})…`);
  const account = startSimulatedAccount(root, life, {
    port: sandboxPort,
    folder: folder.path,
    watch: command === 'dev',
    seed: options.seed,
  });
  // While editing, the account may be broken or late; the console says so and waits for it.
  if (command === 'dev') account.catch(life.fail);
  const [{ database, needs }] = await Promise.all([startEmbedded(launch, folder), command === 'dev' ? undefined : account]);
  if (command === 'dev') life.atEnd(followMigrations(root, database));
  await onDatabase(() => addDemoPeople(database.url));
  const env = {
    ...runningOn(database.url, simulatedAwsEnv(sandboxPort, process.env)),
    REHOME_AUTH_SECRET: folderAuthSecret(folder.path),
    ...ONE_CLICK,
  };
  const how = command === 'dev' ? ({ mode: 'dev', folder: null } as const) : ({ mode: 'start', folder: folder.path } as const);
  await Promise.all([
    superviseWorker(root, life, { folder: folder.path, env, needs, watch: command === 'dev' }),
    startConsole(root, life, { ...how, port, env, needs }),
  ]);
  if (!life.ending) say(whatToTry({ port, sandboxPort, logs: join(folder.path, 'logs') }));
};

/** The embedded database, and the part of the launch that it is. */
interface Embedded {
  readonly database: Database;
  readonly needs: readonly Supervised[];
}

const startEmbedded = async ({ life }: Launch, folder: DataFolder): Promise<Embedded> => {
  const { database, part } = await supervisePostgres(life, folder.path);
  await onDatabase(() => migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE }));
  await usable(database.url);
  return { database, needs: [part] };
};

const launchReal = async (launch: Launch): Promise<void> => {
  const { root, options, life } = launch;
  const given = process.env.DATABASE_URL ?? '';
  if (given !== '' && options.data !== null)
    throw new ReportedError('Both DATABASE_URL and --data are given: the data is kept in one or the other.');
  if (given !== '') inSentences(() => parseEnv({ DATABASE_URL: given }));
  const secret = given === '' ? null : inSentences(() => parseAuthSecret(process.env));
  const folder = given === '' ? await openFolder(launch) : null;
  const port = await claimPort(options.port ?? consolePorts.start, '--port');
  if (folder !== null) noteConsoleAddress(folder.path, addressAt(port));
  say(`Starting ${folder === null ? '' : 'the database, '}the worker and the console…`);
  const embedded = folder === null ? null : await startEmbedded(launch, folder);
  const databaseUrl = embedded === null ? await usable(given) : embedded.database.url;
  const how = {
    folder: null,
    env: {
      ...runningOn(databaseUrl, process.env),
      REHOME_SIMULATED: '0',
      REHOME_ONE_CLICK: '',
      REHOME_AUTH_SECRET: secret ?? process.env.REHOME_AUTH_SECRET ?? folderAuthSecret(folder?.path ?? ''),
    },
    needs: embedded?.needs ?? [ownDatabase(life, given)],
  };
  await Promise.all([superviseWorker(root, life, { ...how, watch: false }), startConsole(root, life, { ...how, mode: 'start', port })]);
  if (life.ending) return;
  const url = addressAt(port);
  const link = await onDatabase(() => firstLink(databaseUrl, url));
  say(`\nRehome is at ${url}\nIt talks to AWS with the credentials and region of this environment. Ctrl-C ends it.`);
  if (link !== null) say(`\n${link}`);
};

const inSentences = <T>(parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    throw new ReportedError(error instanceof Error ? error.message : String(error));
  }
};

/** Starts everything that `command` needs, in order, and tells where it is. Throws a sentence where something cannot be had; what was started is ended by `life`. */
export const launch = async (what: Launch): Promise<void> => {
  inSentences(() => parseAllowedHosts(process.env));
  if (what.command === 'start') await launchReal(what);
  else await launchSimulated(what, what.command);
};
