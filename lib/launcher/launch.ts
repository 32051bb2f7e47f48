import { join } from 'node:path';
import { migrateDatabase } from '@/lib/db/migrate';
import { parseAllowedHosts, parseEnv } from '@/lib/env-schema';
import { startConsole } from './console';
import { type DataFolder, openDataFolder, resetDataFolder } from './data-folder';
import { followMigrations } from './follow-migrations';
import type { Life } from './life.js';
import type { Options } from './options.js';
import { claimPort, preferPort } from './ports';
import { startPostgres } from './postgres';
import { Sentence, say } from './sentence.js';
import { simulatedAwsEnv, startSimulatedAccount } from './simulated';
import { whatToTry } from './what-to-try';

interface Launch {
  readonly root: string;
  readonly command: 'demo' | 'dev' | 'start';
  readonly options: Options;
  readonly life: Life;
}

const consolePorts = { demo: 3000, start: 3000, dev: 3100 } as const;
const sandboxPorts = { demo: 4566, dev: 4567 } as const;

// Before any port is looked at: what a killed launch left on the folder may still hold its ports.
const openFolder = async ({ root, command, options, life }: Launch): Promise<DataFolder> => {
  const folder = await openDataFolder(options.data ?? join(root, '.rehome', command));
  life.atEnd(() => folder.lock.release());
  life.children.onChange = () => folder.lock.record(life.children.alive.map(({ pid, start }) => ({ pid, start })));
  return folder;
};

const migrated = async (url: string): Promise<string> => {
  try {
    await migrateDatabase(url);
    return url;
  } catch (error) {
    // The address holds a password; only the reason is told.
    throw new Sentence(`The database cannot be used: ${error instanceof Error ? error.message || error.name : String(error)}.`);
  }
};

const launchSimulated = async (launch: Launch, command: 'demo' | 'dev'): Promise<void> => {
  const { root, options, life } = launch;
  const folder = await openFolder(launch);
  const port = await claimPort(options.port ?? consolePorts[command], '--port');
  const sandboxPort =
    options.sandboxPort === null ? await preferPort(sandboxPorts[command]) : await claimPort(options.sandboxPort, '--sandbox-port');
  if (options.reset) resetDataFolder(folder);
  say(`Starting the simulated account, the database and the console (data: ${folder.path})…`);
  const account = startSimulatedAccount(root, life, { port: sandboxPort, folder: folder.path, watch: command === 'dev' });
  // While editing, the account may be broken or late; the console says so and waits for it.
  if (command === 'dev') account.catch(life.fail);
  const [databaseUrl] = await Promise.all([startEmbedded(launch, folder), command === 'dev' ? undefined : account]);
  if (command === 'dev') life.atEnd(followMigrations(root, databaseUrl));
  const env = { ...simulatedAwsEnv(sandboxPort, process.env), DATABASE_URL: databaseUrl };
  await startConsole(root, life, { mode: command === 'dev' ? 'dev' : 'start', port, folder: command === 'dev' ? null : folder.path, env });
  if (!life.ending) say(whatToTry({ port, sandboxPort, logs: join(folder.path, 'logs') }));
};

const startEmbedded = async ({ life }: Launch, folder: DataFolder): Promise<string> => {
  const { url, child } = await startPostgres(life.children, folder.path);
  life.depend(
    child,
    (exit) =>
      `PostgreSQL ended unexpectedly (${exit.code ?? exit.signal}); everything else was stopped. Its log is in ${join(folder.path, 'logs')}.`,
  );
  return migrated(url);
};

const launchReal = async (launch: Launch): Promise<void> => {
  const { root, options, life } = launch;
  const given = process.env.DATABASE_URL ?? '';
  if (given !== '' && options.data !== null)
    throw new Sentence('Both DATABASE_URL and --data are given: the data is kept in one or the other.');
  if (given !== '') inSentences(() => parseEnv({ DATABASE_URL: given }));
  const folder = given === '' ? await openFolder(launch) : null;
  const port = await claimPort(options.port ?? consolePorts.start, '--port');
  say(`Starting the console${folder === null ? '' : ' and its database'}…`);
  const databaseUrl = folder === null ? await migrated(given) : await startEmbedded(launch, folder);
  await startConsole(root, life, {
    mode: 'start',
    port,
    folder: null,
    env: { ...process.env, DATABASE_URL: databaseUrl, REHOME_SIMULATED: '0' },
  });
  if (!life.ending)
    say(`\nRehome is at http://127.0.0.1:${port}\nIt talks to AWS with the credentials and region of this environment. Ctrl-C ends it.`);
};

const inSentences = (parse: () => unknown): void => {
  try {
    parse();
  } catch (error) {
    throw new Sentence(error instanceof Error ? error.message : String(error));
  }
};

/** Starts everything that `command` needs, in order, and tells where it is. Throws a sentence where something cannot be had; what was started is ended by `life`. */
export const launch = async (what: Launch): Promise<void> => {
  inSentences(() => parseAllowedHosts(process.env));
  if (what.command === 'start') await launchReal(what);
  else await launchSimulated(what, what.command);
};
