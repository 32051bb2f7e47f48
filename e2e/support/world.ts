import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { migrateDatabase } from '@/lib/db/migrate';
import { startConsole } from '@/lib/launcher/console';
import { addDemoPeople } from '@/lib/launcher/demo-people';
import { Lifetime } from '@/lib/launcher/lifetime.js';
import { freePort } from '@/lib/launcher/ports';
import { CONSOLE_ROLE, supervisePostgres } from '@/lib/launcher/postgres';
import type { DemoSeed } from '@/lib/launcher/seeds.js';
import { simulatedAwsEnv, startSimulatedAccount } from '@/lib/launcher/simulated';
import type { Supervised } from '@/lib/launcher/supervise';
import { superviseWorker } from '@/lib/launcher/worker';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { emptyDatabaseSql, takeFirstData } from './first-data';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Consoles under test know the people of the demo; a story signs in by a session that is put into the database (`signInTo`), or as a person does. */
const SIGNING_IN = { REHOME_AUTH_SECRET: TEST_SECRET };

/** What the simulated account begins with (docs/sandbox-differences.md). */
export type Seed = DemoSeed | 'million';

/** A console of its own with everything behind it: a fresh simulated account and an empty database, started as the product starts them. */
export interface World {
  /** Where the console answers. */
  readonly url: string;
  /** Where the simulated account answers, for an AWS SDK client in a story. */
  readonly awsUrl: string;
  /** As the role of console and worker. */
  readonly databaseUrl: string;
  /** As the owner of the database: for what neither console nor worker may do. */
  readonly ownerUrl: string;
  /** Asks the simulated account's control endpoint `/_sandbox/PATH`; posts `body` where one is given. Answers with its JSON. */
  readonly control: (path: string, body?: unknown) => Promise<unknown>;
  /** What the console wrote, for a story that failed. */
  readonly logs: string;
  /** Kills one of the processes of this world outright, as a system short of memory does, and waits until it is gone. It is started again as the product starts it again. */
  readonly kill: (part: PartName) => Promise<void>;
  /** The process of one of the parts, for whoever measures it. */
  readonly processOf: (part: PartName) => number | undefined;
  readonly end: () => Promise<void>;
}

type PartName = 'PostgreSQL' | 'The simulated account' | 'The worker' | 'The console';

const controlOf =
  (awsUrl: string) =>
  async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${awsUrl}/_sandbox/${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`/_sandbox/${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

/** Laid over the environment of a console; `undefined` takes a variable out (a console without a region, one without credentials). */
type Changes = Readonly<Record<string, string | undefined>>;

/** Starts a world on free ports, with its data in a new folder and with `changes` laid over the console's environment. */
export const startWorld = (changes: Changes = {}, seed: Seed = 'article'): Promise<World> =>
  started(async (life, folder) => {
    takeFirstData(folder);
    const accountPort = await freePort();
    const [{ database, part }] = await Promise.all([
      supervisePostgres(life, folder),
      startSimulatedAccount(root, life, { port: accountPort, folder, watch: false, seed }),
    ]);
    await migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE });
    const awsUrl = `http://127.0.0.1:${accountPort}`;
    await addDemoPeople(database.url);
    const env = { ...simulatedAwsEnv(accountPort, process.env), DATABASE_URL: database.url, ...SIGNING_IN, ...changes };
    const { url: databaseUrl, ownerUrl } = database;
    return { url: await consoleIn(life, folder, env, [part]), awsUrl, databaseUrl, ownerUrl, control: controlOf(awsUrl) };
  });

/**
 * A second console before the account of `world`, with an empty database on its server, and with `changes` laid over its environment. It has a worker beside it, unless it is given
 * another database, or told to have none, and the people of the demo.
 */
export const startConsoleBeside = (
  world: World,
  changes: Changes,
  { worker = !('DATABASE_URL' in changes), people = true }: { readonly worker?: boolean; readonly people?: boolean } = {},
): Promise<World> =>
  started(async (life, folder) => {
    const { databaseUrl, ownerUrl } = await emptyDatabase(world);
    if (people) await addDemoPeople(databaseUrl);
    const env = {
      ...simulatedAwsEnv(Number(new URL(world.awsUrl).port), process.env),
      DATABASE_URL: databaseUrl,
      ...SIGNING_IN,
      ...changes,
    };
    return { ...world, databaseUrl, ownerUrl, url: await consoleIn(life, folder, env, [], worker) };
  });

/** A new database on the server of `world`; it goes when that world ends. */
const emptyDatabase = async (world: World): Promise<Pick<World, 'databaseUrl' | 'ownerUrl'>> => {
  const name = `beside_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query(emptyDatabaseSql(name));
  await client.end();
  const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const made = { databaseUrl: at(world.databaseUrl), ownerUrl: at(world.ownerUrl) };
  await migrateDatabase({ ownerUrl: made.ownerUrl, consoleRole: CONSOLE_ROLE });
  return made;
};

/** Starts the console of a world in which all that it needs is there, and a worker beside it, which only a database that answers makes ready. Its address. */
const consoleIn = async (
  life: Lifetime,
  folder: string,
  env: NodeJS.ProcessEnv,
  needs: readonly Supervised[],
  working = true,
): Promise<string> => {
  const port = await freePort();
  const worker = working ? superviseWorker(root, life, { folder, env, needs, watch: false }) : undefined;
  await Promise.all([worker, startConsole(root, life, { mode: 'start', port, folder, env, needs })]);
  return `http://127.0.0.1:${port}`;
};

/** Runs a start; what it has started ends with `end`, or at once where the start fails. */
const started = async (
  start: (life: Lifetime, folder: string) => Promise<Omit<World, 'logs' | 'kill' | 'processOf' | 'end'>>,
): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-e2e-'));
  const life = new Lifetime();
  const end = async (): Promise<void> => {
    life.end(0);
    // What a story leaves is thrown away, so nothing has to be finished; PostgreSQL alone has shared memory to give back.
    await Promise.all(life.children.alive.filter(({ name }) => name !== 'PostgreSQL').map((child) => child.stop(true)));
    await life.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const kill = async (name: PartName): Promise<void> => {
      const child = life.children.alive.find((each) => each.name === name);
      child?.process.kill('SIGKILL');
      await child?.exited;
    };
    const processOf = (name: PartName) => life.children.alive.find((each) => each.name === name)?.process.pid;
    return { ...(await start(life, folder)), logs: join(folder, 'logs'), kill, processOf, end };
  } catch (error) {
    await end();
    throw error;
  }
};
