import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { transactionAt } from '@/lib/db/beside';
import { migrateDatabase } from '@/lib/db/migrate';
import { settings } from '@/lib/db/schema/settings';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { Lifetime } from '@/lib/launcher/lifetime.js';
import { freePort } from '@/lib/launcher/ports';
import { CONSOLE_ROLE, supervisePostgres } from '@/lib/launcher/postgres';
import { send } from '@/lib/launcher/processes.js';
import { say } from '@/lib/launcher/reported-error.js';
import { simulatedAwsEnv, startSimulatedAccount } from '@/lib/launcher/simulated';
import { cookieHeader, sessionOf, TEST_SECRET } from '../signed-in';
import { askWithin } from './ask';
import { bareConsoleIn, consoleIn, type Part, partOf, ROOT, workerIn } from './parts';

/** How failures are met here: nothing is given up, and nothing that is stopped for a while is ended for its silence. */
const PATIENCE = { firstDelay: 50, longestDelay: 400, failures: Number.MAX_SAFE_INTEGER, tellAfter: 1_000_000, endAfter: 2_000_000 };

/** Nobody signs in again here in the midst of a storm, and one person starts what a team would: neither is asked about. */
const UNHINDERED = ['freshSignInMinutes', 'startsPerTenMinutes'];

/** The whole product with a simulated account, as the launcher starts it, with as many consoles and workers as wanted. */
export interface World {
  /** Where each console answers. */
  readonly consoles: readonly string[];
  /** What a browser sends to a console in which the operator is signed in. */
  readonly cookieOf: (console: string) => string;
  /** Whether these are consoles as people have them, or without pages. */
  readonly consoleKind: ConsoleKind;
  readonly parts: readonly Part[];
  readonly root: string;
  readonly awsUrl: string;
  /** The database as its owner. */
  readonly ownerUrl: string;
  readonly credentials: SharedCredentials;
  /** Asks `/_sandbox/PATH`: a GET without `body`, a POST with one; or the method that is told. */
  readonly control: (path: string, body?: unknown, method?: 'GET' | 'POST' | 'DELETE') => Promise<unknown>;
  /** Ends everything. With `keep` its folder, which has the database and what the parts wrote, stays and is told. */
  readonly end: (how?: { readonly keep: boolean }) => Promise<void>;
}

/** The credentials of consoles and workers: a shared file, as an administrator renews it while they run. */
interface SharedCredentials {
  /** The access key that the file holds now. */
  readonly accessKeyId: () => string;
  /** Writes another one into it. */
  readonly renew: () => void;
}

const credentialsIn = (folder: string): SharedCredentials & { readonly env: Readonly<Record<string, string | undefined>> } => {
  const file = join(folder, 'credentials');
  let number = 0;
  const accessKeyId = (): string => `AKIASIMULATED${String(number).padStart(7, '0')}`;
  const write = (): void => {
    writeFileSync(`${file}.new`, `[default]\naws_access_key_id = ${accessKeyId()}\naws_secret_access_key = simulated\n`);
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    accessKeyId,
    renew: () => {
      number += 1;
      write();
    },
    env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SHARED_CREDENTIALS_FILE: file },
  };
};

/** A bound for what hangs. */
const CONTROL_MS = 120_000;
const CONTROL_TRIES = 5;

/**
 * Asks the account, which nobody kills. A connection that lay idle may be ended by it in the moment in which the next call takes it: then it is asked again. What is asked of it here may be asked twice.
 */
const askAccount = async (url: string, init: RequestInit): ReturnType<typeof askWithin> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await askWithin(CONTROL_MS, url, init);
    } catch (error) {
      if (!(error instanceof TypeError) || tries === CONTROL_TRIES) throw error;
    }
};

const controlOf =
  (awsUrl: string): World['control'] =>
  async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const { ok, status, body: answer } = await askAccount(`${awsUrl}/_sandbox/${path}`, init);
    const text = answer.toString('utf8');
    if (!ok) throw new Error(`/_sandbox/${path} answered ${status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };

type ConsoleKind = 'built' | 'bare';

interface Wanted {
  readonly consoles: number;
  /** `built`: as people have it; `bare`: without pages, which needs no build. */
  readonly consoleKind: ConsoleKind;
  readonly workers: number;
  /** How many times faster than a person would watch it the account's restores run. */
  readonly speed: number;
}

/** Starts a world on free ports with its data in a new folder. */
export const startWorld = async (wanted: Wanted): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-torture-'));
  const life = new Lifetime(PATIENCE);
  const end: World['end'] = async ({ keep } = { keep: false }) => {
    for (const child of life.children.alive) send(child.pid, 'SIGCONT');
    await life.close();
    if (keep) say(`Kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await partsIn(life, folder, wanted)), root: ROOT, end };
  } catch (error) {
    await end();
    throw error;
  }
};

const partsIn = async (
  life: Lifetime,
  folder: string,
  { consoles, consoleKind, workers, speed }: Wanted,
): Promise<Omit<World, 'root' | 'end'>> => {
  const accountPort = await freePort();
  const account = { port: accountPort, folder, watch: false, more: ['--speed', String(speed), '--join-by-token'] };
  const [{ database, part }] = await Promise.all([supervisePostgres(life, folder), startSimulatedAccount(ROOT, life, account)]);
  await migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE });
  const { env: credentialsEnv, ...credentials } = credentialsIn(folder);
  await addDemoPeople(database.url);
  const chosen = { value: sql`'null'::jsonb`, changedBy: 'rehome', changedAt: new Date() };
  await transactionAt(database.url, (tx) => tx.insert(settings).values(UNHINDERED.map((name) => ({ name, ...chosen }))));
  const signing = { REHOME_AUTH_SECRET: TEST_SECRET };
  const env = { ...simulatedAwsEnv(accountPort, process.env), ...credentialsEnv, ...signing, DATABASE_URL: database.url };
  const site = { life, folder, env, database: part };
  const start = consoleKind === 'built' ? consoleIn : bareConsoleIn;
  const [startedConsoles, startedWorkers] = await Promise.all([
    Promise.all(Array.from({ length: consoles }, (_, index) => start(site, index + 1))),
    Promise.all(Array.from({ length: workers }, (_, index) => workerIn(site, index + 1))),
  ]);
  const awsUrl = `http://127.0.0.1:${accountPort}`;
  const urls = startedConsoles.map(({ url }) => url);
  const cookies = new Map<string, string>();
  for (const url of urls) cookies.set(url, cookieHeader(await sessionOf(database.url, url, DEMO_PEOPLE[0].id)).cookie);
  return {
    consoles: urls,
    cookieOf: (console) => cookies.get(console) ?? '',
    consoleKind,
    parts: [partOf(life, part, 'database', () => undefined), ...startedConsoles.map((each) => each.part), ...startedWorkers],
    awsUrl,
    ownerUrl: database.ownerUrl,
    credentials,
    control: controlOf(awsUrl),
  };
};
