import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { childrenOf, endLaunched, hears, type Launched, launchIn, sql, up } from '@/lib/testing/launched';
import { standInCheckout } from '@/lib/testing/stand-in-checkout';
import { commandOf, processesCalled, sleep } from './processes.js';

const root = await standInCheckout();
const started: Launched[] = [];

const NAMES = ['PostgreSQL', 'The simulated account', 'The worker', 'The console'] as const;
type Name = (typeof NAMES)[number];
const PROGRAMS: Readonly<Record<Name, RegExp>> = {
  PostgreSQL: /\/postgres -D /,
  'The simulated account': /sandbox\/main\.[jt]s/,
  'The worker': /worker\/main\.[jt]s/,
  'The console': /dist\/bin\/next/,
};

const folderNamed = (name: string): string => join(root, 'data', name);
/** A data folder that one launch after the other runs on: making one takes longer than everything else. */
const used = folderNamed('used');

const launch = (command: 'demo' | 'dev', folder: string): Launched => {
  const launched = launchIn(root, [command, '--port', '0', '--sandbox-port', '0', '--data', folder]);
  started.push(launched);
  return launched;
};

const recorded = (folder: string, name: Name): number | undefined => childrenOf(folder).find((pid) => PROGRAMS[name].test(commandOf(pid)));

const pidOf = (folder: string, name: Name): number => {
  const pid = recorded(folder, name);
  if (pid === undefined) throw new Error(`${name} is not recorded to run`);
  return pid;
};

const kill = (folder: string, name: Name): void => {
  process.kill(pidOf(folder, name), 'SIGKILL');
};

const backAfterKill = async (demo: Launched, folder: string, name: Name): Promise<void> => {
  kill(folder, name);
  await hears(demo, new RegExp(`^${name} ended unexpectedly \\(SIGKILL\\); starting it again…\\n(?:.*\\n)*${name} is back\\.$`, 'm'));
};

/** All that runs from the checkout of this test, its launchers and guards included, and the servants of its databases. */
const ours = (clusterName: string): readonly string[] =>
  [...processesCalled('').filter((pid) => commandOf(pid).includes(root)), ...processesCalled(`postgres: ${clusterName}: `)].map(commandOf);

/** Waits until nothing is left: what was killed outright takes a moment to go. */
const nothingLeft = async (clusterName: string): Promise<void> => {
  while (ours(clusterName).length > 0) await sleep(20);
};

const clusterNameOf = async (url: string): Promise<string> => {
  const [row] = (await sql(url, 'show cluster_name')) as { cluster_name: string }[];
  return row?.cluster_name ?? '';
};

const accountOf = (demo: Launched): string => /account answers at (http:\/\/127\.0\.0\.1:\d+)/.exec(demo.told())?.[1] ?? '';

/** Keeps a servant of the database busy for good, with something that does not look whether its postmaster lives. */
const keepBusy = async (url: string): Promise<void> => {
  sql(url, 'do $$ begin loop end loop; end $$').catch(() => undefined);
  const busy = "select from pg_stat_activity where state = 'active' and query like 'do %'";
  while (((await sql(url, busy)) as unknown[]).length === 0) await sleep(20);
};

afterEach(async () => {
  for (const launched of started.splice(0)) await endLaunched(launched);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a part that dies', () => {
  it('is started again where it was, while the others go on', async () => {
    const demo = launch('demo', used);
    const url = await up(demo);
    await sql(url, "insert into sweeps (account, region, subject, read) values ('123456789012', 'ap-northeast-1', 'kept', 7)");
    await keepBusy(url);
    for (const name of NAMES) {
      const others = childrenOf(used).filter((pid) => pid !== pidOf(used, name));
      await backAfterKill(demo, used, name);
      expect(childrenOf(used)).toHaveLength(4);
      expect(childrenOf(used)).toEqual(expect.arrayContaining([...others]));
      expect(await sql(url, "select read as n from sweeps where subject = 'kept'")).toEqual([{ n: 7 }]);
      expect(await (await fetch(accountOf(demo))).text()).toBe('{}');
    }
    // Asked so, it waits for its clients to end, which those of a console never do.
    process.kill(pidOf(used, 'PostgreSQL'), 'SIGTERM');
    await hears(demo, /(?:PostgreSQL is back\.\n(?:.*\n)*){2}/);
    expect(await sql(url, "select read as n from sweeps where subject = 'kept'")).toEqual([{ n: 7 }]);
    const clusterName = await clusterNameOf(url);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    expect(ours(clusterName)).toEqual([]);
  });

  it('is the guard: another one knows what runs, and ends it after kill -9 of the launcher', async () => {
    const demo = launch('demo', used);
    const clusterName = await clusterNameOf(await up(demo));
    const guards = (): readonly number[] =>
      processesCalled('').filter((pid) => commandOf(pid).includes(join(root, 'lib/launcher/guard.js')));
    const [first] = guards();
    process.kill(first ?? 0, 'SIGKILL');
    while (guards().length === 0 || guards().includes(first ?? 0)) await sleep(20);
    kill(used, 'The console');
    await hears(demo, /The console is back/);
    demo.process.kill('SIGKILL');
    await nothingLeft(clusterName);
    expect(demo.told()).not.toContain('Stopping');
  });

  it('is started again where nobody reads any more what is told', { tags: 'long' }, async () => {
    const demo = launch('demo', used);
    await up(demo);
    demo.process.stdout?.destroy();
    demo.process.stderr?.destroy();
    const before = pidOf(used, 'The console');
    kill(used, 'The console');
    while ([undefined, before].includes(recorded(used, 'The console'))) await sleep(20);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
  });

  it('is started again by a development server too', { tags: 'long' }, async () => {
    const folder = folderNamed('dev');
    const dev = launch('dev', folder);
    const url = await up(dev);
    for (const name of NAMES) await backAfterKill(dev, folder, name);
    expect(await sql(url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('ends the launch when it cannot be had again, with its last words and one sentence', { tags: 'long' }, async () => {
    const demo = launch('demo', used);
    const clusterName = await clusterNameOf(await up(demo));
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    const before = readFileSync(next);
    writeFileSync(next, "console.error('There is no more room.'); process.exit(3);");
    kill(used, 'The console');
    expect(await demo.ended).toBe(1);
    writeFileSync(next, before);
    expect(demo.told().trimEnd().split('\n').slice(-2)).toEqual([
      'There is no more room.',
      'The console ended unexpectedly (exit code 3): failure 5 in a row, so everything else was stopped.',
    ]);
    expect(ours(clusterName)).toEqual([]);
  });
});

describe('the end of a launch while its parts are being started again', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s leaves nothing behind', { tags: 'long' }, async (signal) => {
    const demo = launch('demo', used);
    const clusterName = await clusterNameOf(await up(demo));
    for (const name of NAMES) kill(used, name);
    await hears(demo, /starting it again/);
    demo.process.kill(signal);
    expect(await demo.ended).toBe(signal === 'SIGTERM' ? 0 : null);
    await nothingLeft(clusterName);
    expect(await sql(await up(launch('demo', used)), 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});
