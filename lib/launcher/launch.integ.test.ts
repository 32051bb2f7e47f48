import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { firstEdition } from '@/lib/testing/first-edition';
import { childrenOf, endLaunched, hears, type Launched, launchIn, running, sql, up } from '@/lib/testing/launched';
import { onServer, ownerUrlOf } from '@/lib/testing/owner';
import { standInCheckout } from '@/lib/testing/stand-in-checkout';
import { Children } from './children.js';
import { consoleAddressOf } from './data-folder';
import { startPostgres } from './postgres';
import { sleep } from './processes.js';

const root = await standInCheckout();
const started: Launched[] = [];

const launchWith = (more: Readonly<Record<string, string>>, ...args: string[]): Launched => {
  const launched = launchIn(root, args, more);
  started.push(launched);
  return launched;
};

const launch = (...args: string[]): Launched => launchWith({}, ...args);

const demoOn = (folder: string, ...more: string[]): Launched =>
  launch('demo', '--port', '0', '--sandbox-port', '0', '--data', folder, ...more);
const folderNamed = (name: string): string => join(root, 'data', name);
/** A data folder that one launch after the other runs on: making one takes longer than everything else. */
const used = folderNamed('used');

const allGone = async (pids: readonly number[]): Promise<void> => {
  while (running(pids).length > 0) await sleep(20);
};

// The stand-in's console is the role of console and worker, which makes no tables.
const keep = (n: number): string =>
  `insert into sweeps (account, region, subject, read) values ('123456789012', 'ap-northeast-1', 'kept', ${n})
   on conflict (account, region, subject) do update set read = excluded.read`;
const kept = "select read as n from sweeps where subject = 'kept'";

afterEach(async () => {
  for (const launched of started.splice(0)) await endLaunched(launched);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('what cannot be started is one sentence and exit code 1', () => {
  const refused = async (demo: Launched, sentence: RegExp): Promise<void> => {
    expect(await demo.ended).toBe(1);
    expect(demo.told()).toMatch(sentence);
    expect(demo.told().trimEnd().split('\n')).toHaveLength(1);
  };

  it('a taken port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await refused(
      launch('demo', '--port', String(port), '--data', folderNamed('port')),
      new RegExp(`^Port ${port} is taken: choose another with --port`),
    );
    await refused(
      launch('demo', '--port', '0', '--sandbox-port', String(port), '--data', folderNamed('port')),
      new RegExp(`^Port ${port} is taken: choose another with --sandbox-port`),
    );
    server.close();
  });

  it('a data folder that is a file, or lies below one', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    await refused(demoOn(file), /cannot be used: it is a file/);
    await refused(demoOn(join(file, 'below')), /cannot be used: it is a file/);
  });

  it('a data folder that holds other things', async () => {
    const folder = folderNamed('foreign');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'thesis.doc'), 'precious');
    await refused(demoOn(folder, '--reset'), /has other things in it/);
    expect(readFileSync(join(folder, 'thesis.doc'), 'utf8')).toBe('precious');
  });

  it('a setting that cannot be read', async () => {
    await refused(
      launchWith({ REHOME_ALLOWED_HOSTS: 'https://rehome.example.com' }, 'demo', '--port', '0'),
      /^REHOME_ALLOWED_HOSTS must be host names/,
    );
    await refused(
      launchWith({ DATABASE_URL: 'mysql://root:secret@db/rehome' }, 'start', '--port', '0'),
      /^DATABASE_URL must begin with postgres/,
    );
  });

  it('an option or a command that does not exist', async () => {
    await refused(launch('demo', '--prot', '3000'), /There is no option --prot/);
    await refused(launch('demo', '--port', 'http'), /--port takes a port/);
    await refused(launch('dmeo'), /There is no command "dmeo"/);
  });
});

describe('a running demo', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends on %s and leaves no process behind', async (signal) => {
    const demo = demoOn(used);
    await up(demo);
    const children = childrenOf(used);
    expect(running(children)).toHaveLength(4);
    demo.process.kill(signal);
    expect(await demo.ended).toBe(0);
    expect(running(children)).toEqual([]);
  });

  it('is alone on its data folder', async () => {
    const demo = demoOn(used);
    await up(demo);
    const second = demoOn(used);
    expect(await second.ended).toBe(1);
    expect(second.told()).toMatch(new RegExp(`^Rehome is running on the data folder .* already \\(process ${demo.process.pid}\\)`));
  });

  it('comes back with its data after kill -9, having left nothing running', async () => {
    const first = demoOn(used);
    const url = await up(first);
    // A command beside it knows where the links that it makes lead.
    expect(consoleAddressOf(used)).toBe(url);
    await sql(url, keep(7));
    const children = childrenOf(used);
    first.process.kill('SIGKILL');
    await first.ended;
    await allGone(children);
    expect(await sql(await up(demoOn(used)), kept)).toEqual([{ n: 7 }]);
  });

  it('restarts at once on the same port after kill -9, while what it left may still be ending', { tags: 'long' }, async () => {
    const first = demoOn(used);
    const url = await up(first);
    await sql(url, keep(8));
    first.process.kill('SIGKILL');
    await first.ended;
    const again = launch('demo', '--port', new URL(url).port, '--sandbox-port', '0', '--data', used);
    expect(await sql(await up(again), kept)).toEqual([{ n: 8 }]);
  });

  it('begins anew with --reset', { tags: 'long' }, async () => {
    const first = demoOn(used);
    await sql(await up(first), keep(9));
    first.process.kill('SIGTERM');
    await first.ended;
    const again = await up(demoOn(used, '--reset'));
    expect(await sql(again, kept)).toEqual([]);
    expect(await sql(again, "select to_regclass('drafts')::text as found")).toEqual([{ found: 'drafts' }]);
  });

  it('hands on a role that owns nothing, whose password lies in a file of its own for nobody else to read', async () => {
    const url = await up(demoOn(used));
    expect(await sql(url, 'select current_user as me, rolsuper as super from pg_roles where rolname = current_user')).toEqual([
      { me: 'rehome_console', super: false },
    ]);
    const passwords = ['postgres-password', 'postgres-console-password'].map((name) => join(used, name));
    expect(passwords.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['600', '600']);
    expect(new Set(passwords.map((file) => readFileSync(file, 'utf8'))).size).toBe(2);
  });

  it('opens a data folder of the first edition, in which the console was the superuser that owns all', { tags: 'long' }, async () => {
    const folder = folderNamed('first-edition');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
    writeFileSync(join(folder, 'rehome-data'), '');
    const children = new Children();
    const { ownerUrl } = await startPostgres(children, folder);
    await firstEdition(ownerUrl, async (client) => {
      await client.query(keep(6));
      await client.query('drop role rehome_console');
    });
    await children.stopAll();
    rmSync(join(folder, 'postgres-console-password'));
    const url = await up(demoOn(folder));
    expect(await sql(url, kept)).toEqual([{ n: 6 }]);
    expect(await sql(url, 'select current_user as me')).toEqual([{ me: 'rehome_console' }]);
  });
});

describe('a database of one’s own', () => {
  const name = 'launched_on';
  const consoleUrl = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
  const migrate = (more: Readonly<Record<string, string>>, ...args: string[]): Launched => launchWith(more, 'migrate', ...args);
  const ended = async (launched: Launched): Promise<{ code: number | null; told: string }> => ({
    code: await launched.ended,
    told: launched.told().trimEnd(),
  });

  beforeAll(() => onServer(`create database ${name}`));
  afterAll(() => onServer(`drop database ${name} with (force)`));

  it('is migrated by its owner alone: a start says so, and starts once it is done, without the owner’s address', async () => {
    const env = { DATABASE_URL: consoleUrl, DATABASE_OWNER_URL: ownerUrlOf(name), REHOME_AUTH_SECRET: 'x'.repeat(40) };
    const early = await ended(launchWith(env, 'start', '--port', '0'));
    expect(early.code).toBe(1);
    expect(early.told).toMatch(/The database does not have the schema of this version yet: run bin\/rehome migrate, then start again\.$/);
    expect(await ended(migrate(env))).toEqual({
      code: 0,
      told: 'The database has the schema of this version, and rehome_console the grants that console and worker need.',
    });
    expect(await ended(migrate({ DATABASE_OWNER_URL: env.DATABASE_OWNER_URL }, '--role', 'rehome_console'))).toMatchObject({ code: 0 });
    const launched = launchWith(env, 'start', '--port', '0');
    const url = await up(launched);
    expect(await sql(url, 'select current_user as me')).toEqual([{ me: 'rehome_console' }]);
    expect(await (await fetch(`${url}/env?DATABASE_OWNER_URL`)).text()).toBe('unset');
    // Nobody looks after it: the terminal has the link that makes the first administrator, and the database only its hash.
    const [, token = ''] = await hears(launched, new RegExp(`${url}/link#([\\w-]{43})$`, 'm'));
    expect(await sql(url, 'select purpose, person, hash from one_time_links')).toEqual([
      { purpose: 'first-start', person: null, hash: createHash('sha256').update(token).digest('hex') },
    ]);
  });

  it('is not started on without a secret of its own for sessions', async () => {
    for (const [more, sentence] of [
      [{}, /^REHOME_AUTH_SECRET is missing: .*openssl rand/],
      [{ REHOME_AUTH_SECRET: 'too short' }, /^REHOME_AUTH_SECRET must have 32 characters or more/],
    ] as const) {
      const refused = await ended(launchWith({ DATABASE_URL: consoleUrl, ...more }, 'start', '--port', '0'));
      expect([refused.code, refused.told.split('\n')]).toEqual([1, [expect.stringMatching(sentence)]]);
    }
  });

  it('is not run on as its owner', async () => {
    const refused = await ended(launchWith({ DATABASE_URL: ownerUrlOf(name), REHOME_AUTH_SECRET: 'x'.repeat(40) }, 'start', '--port', '0'));
    expect(refused.code).toBe(1);
    expect(refused.told).toMatch(/The database role rehome is as good as a superuser, so it could change what the record holds: .*\.$/);
  });

  it.each([
    ["without an owner's address", {}, /^DATABASE_OWNER_URL is missing; /],
    [
      'with an address that is none',
      { DATABASE_OWNER_URL: 'mysql://db' },
      /^DATABASE_OWNER_URL must be an address that begins with postgres:/,
    ],
    ["without the console's address", { DATABASE_OWNER_URL: ownerUrlOf(name) }, /^DATABASE_URL is missing; /],
    [
      'with an address that names no role',
      { DATABASE_OWNER_URL: ownerUrlOf(name), DATABASE_URL: 'postgres://127.0.0.1/rehome' },
      /^DATABASE_URL names no role: /,
    ],
    [
      'with the owner for the console',
      { DATABASE_OWNER_URL: ownerUrlOf(name), DATABASE_URL: ownerUrlOf(name) },
      /^DATABASE_OWNER_URL and DATABASE_URL name the same role rehome: /,
    ],
    [
      'with a role that is not there',
      { DATABASE_OWNER_URL: ownerUrlOf(name), DATABASE_URL: 'postgres://nobody@127.0.0.1/rehome' },
      /^There is no database role nobody: /,
    ],
    [
      'with a database that does not answer',
      { DATABASE_OWNER_URL: 'postgres://rehome:secret@127.0.0.1:1/rehome', DATABASE_URL: consoleUrl },
      /^The database cannot be migrated: .*ECONNREFUSED[^:]*:1\.$/,
    ],
  ])('cannot be migrated %s, and one sentence says why', async (_, env, sentence) => {
    const refused = await ended(migrate(env));
    expect(refused.code).toBe(1);
    expect(refused.told).toMatch(sentence);
    expect(refused.told.split('\n')).toHaveLength(1);
    expect(refused.told).not.toContain('secret');
  });
});
