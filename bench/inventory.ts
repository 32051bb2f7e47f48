import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import { signInTo } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { simulatedAwsEnv } from '@/lib/launcher/simulated';
import { paths } from '@/lib/paths';
import { consolePid, cpuSeconds, cpuSecondsWithChildren } from './console-process';
import type { Figure } from './figure';
import { ownerOf } from './owner';
import { PLACE, sweptSince } from './place';
import { withBrowser, withWorld } from './world';

const run = promisify(execFile);
const LATENCY_MS = 100;
const LONGEST_MS = 600_000;

/** Waits until `isSo`, asked every 50 ms; answers with the milliseconds since `from`. */
const until = async (from: number, isSo: () => Promise<boolean>): Promise<number> => {
  while (!(await isSo())) {
    if (performance.now() - from > LONGEST_MS) throw new Error('it took more than ten minutes');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - from;
};

const count = async (client: Client, text: string): Promise<number> => Number((await client.query<{ n: string }>(text)).rows[0]?.n);

const now = async (client: Client): Promise<string> => String((await client.query<{ at: string }>('select now()::text as at')).rows[0]?.at);

/** The AWS CLI, one page after the other, vault after vault. Seconds. */
const commandLine = async (world: World): Promise<number> => {
  const env = { ...simulatedAwsEnv(Number(new URL(world.awsUrl).port), process.env), AWS_DEFAULT_REGION: PLACE.region };
  const aws = async (...args: readonly string[]): Promise<string> =>
    (await run('aws', [...args, '--output', 'json'], { env, maxBuffer: 1 << 30 })).stdout;
  const from = performance.now();
  const { BackupVaultList } = JSON.parse(await aws('backup', 'list-backup-vaults')) as { BackupVaultList: { BackupVaultName: string }[] };
  for (const { BackupVaultName } of BackupVaultList)
    await aws('backup', 'list-recovery-points-by-backup-vault', '--backup-vault-name', BackupVaultName);
  return (performance.now() - from) / 1_000;
};

/** Processor seconds that the parts of a world have used so far. */
const cpuOfParts = (world: World): Readonly<Record<string, number>> => ({
  'the simulated account': cpuSeconds(world.processOf('The simulated account') ?? 0),
  'the worker': cpuSeconds(world.processOf('The worker') ?? 0),
  'the console': cpuSeconds(consolePid(world)),
  PostgreSQL: cpuSecondsWithChildren(world.processOf('PostgreSQL') ?? 0),
});

interface Times {
  readonly firstRowMs: number;
  readonly wholeSeconds: number;
  /** Processor seconds of each part until then. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly points: number;
  readonly againSeconds: number;
  readonly againCpu: number;
}

/** Opens the list of points on an empty database, and once all is read has it read again. */
const inConsole = (world: World, client: Client): Promise<Times> =>
  withBrowser(async (browser) => {
    const page = await browser.newPage({ baseURL: world.url, locale: 'en-GB' });
    await signInTo(page.context(), world, 'operator');
    // A page that rests on nothing of AWS, so that what is measured is the list and not the first start of everything.
    await page.goto(paths.check());
    const cpuBefore = cpuOfParts(world);
    const from = performance.now();
    const since = await now(client);
    await page.goto(paths.points(PLACE));
    await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    const firstRowMs = performance.now() - from;
    const wholeSeconds = (await until(from, () => sweptSince(client, since))) / 1_000;
    const parts = Object.entries(cpuOfParts(world)).map(([part, seconds]) => [part, seconds - (cpuBefore[part] ?? 0)] as const);
    const points = await count(client, 'select count(*) as n from inventory_points');
    await page.waitForTimeout(5_000);
    const worker = world.processOf('The worker') ?? 0;
    const cpu = cpuSeconds(worker);
    const again = await now(client);
    const began = performance.now();
    await page.getByRole('button', { name: 'Refresh' }).first().click();
    const againSeconds = (await until(began, () => sweptSince(client, again))) / 1_000;
    return { firstRowMs, wholeSeconds, cpu: Object.fromEntries(parts), points, againSeconds, againCpu: cpuSeconds(worker) - cpu };
  });

const figuresOf = (times: Times, cli: number): readonly Figure[] => [
  { name: 'First row shown, from the first request on an empty database', value: times.firstRowMs, unit: 'ms', atMost: 1_000 },
  { name: `First inventory of ${times.points} points at ${LATENCY_MS} ms a call`, value: times.wholeSeconds, unit: 's' },
  ...Object.entries(times.cpu).map(([part, value]) => ({ name: `Processor time of ${part} until then`, value, unit: 's' })),
  { name: 'The AWS CLI, page after page, on the same account', value: cli, unit: 's' },
  { name: 'So many times as fast as the AWS CLI', value: cli / times.wholeSeconds, unit: '×', atLeast: 8 },
  { name: 'Refresh with nothing changed', value: times.againSeconds, unit: 's', atMost: 2 },
  { name: 'Processor time of the worker for that', value: times.againCpu, unit: 's', atMost: 1 },
];

/** The inventory of a hundred thousand points against the AWS CLI, in one run on the same simulated account. */
export const benchInventory = (): Promise<readonly Figure[]> =>
  withWorld(async (world) => {
    await world.control('latency', { ms: LATENCY_MS });
    const client = await ownerOf(world);
    try {
      const times = await inConsole(world, client);
      return figuresOf(times, await commandLine(world));
    } finally {
      await client.end();
    }
  }, 'huge');
