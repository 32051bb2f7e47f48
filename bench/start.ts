import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { signInTo } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { simulatedAwsEnv } from '@/lib/launcher/simulated';
import { paths } from '@/lib/paths';
import { type Figure, quantile } from './figure';
import { ARTICLE_POINT, inventoryReady, PLACE, VAULT } from './place';
import { withBrowser, withWorld } from './world';

const run = promisify(execFile);
const ROUNDS = 5;
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const SUBNET = 'subnet-0bdb9444b6747e0d6';

interface Round {
  readonly ms: number;
  readonly calls: Readonly<Record<string, number>>;
}

const sum = (calls: Round['calls']): number => Object.values(calls).reduce((total, count) => total + count, 0);

/** Runs `work` with the simulated account's calls counted from zero. */
const counted = async (world: World, work: () => Promise<number>): Promise<Round> => {
  await fetch(`${world.awsUrl}/_sandbox/calls`, { method: 'DELETE' });
  const ms = await work();
  return { ms, calls: (await world.control('calls')) as Round['calls'] };
};

const acceptAll = async (page: Page): Promise<void> => {
  for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) if (!(await box.isChecked())) await box.check();
};

/** From the first byte of the restore page to the page of the accepted job, with the addresses that the checks propose. No thinking time. */
const inConsole = async (page: Page): Promise<number> => {
  await page.goto(paths.point(PLACE, ARTICLE_POINT, VAULT));
  const restore = page.getByRole('button', { name: /^Restore/ }).first();
  await restore.waitFor();
  const from = performance.now();
  await restore.click();
  await page.waitForURL(/\/restore\//);
  // At the slots, which answer in the click itself; the list of findings follows them by a frame.
  const proposed = page.getByRole('region', { name: 'Interfaces and addresses' }).getByRole('button', { name: /^Use 10\.1\.10\./ });
  const review = page.getByRole('button', { name: 'Review and start' });
  await review.waitFor();
  while ((await proposed.count()) > 0) await proposed.first().click();
  await review.click();
  const start = page.getByRole('button', { name: 'Start the restore' });
  await start.waitFor();
  await acceptAll(page);
  await start.click();
  await page.waitForURL(/\/jobs\//);
  return performance.now() - from;
};

/** The same by the AWS CLI: fetch the template, look who holds addresses, write the metadata, start. Editing by hand takes no time here. */
const onCommandLine = async (world: World, round: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-bench-'));
  // Version 1 of the AWS CLI reads the region from another variable than the SDK.
  const env = { ...simulatedAwsEnv(Number(new URL(world.awsUrl).port), process.env), AWS_DEFAULT_REGION: PLACE.region };
  const aws = async (...args: readonly string[]): Promise<unknown> => {
    const { stdout } = await run('aws', [...args, '--output', 'json'], { env, maxBuffer: 64 << 20 });
    return stdout === '' ? null : JSON.parse(stdout);
  };
  try {
    const from = performance.now();
    const template = (await aws(
      'backup',
      'get-recovery-point-restore-metadata',
      '--backup-vault-name',
      VAULT,
      '--recovery-point-arn',
      ARTICLE_POINT,
    )) as { readonly RestoreMetadata: Record<string, string> };
    await aws('ec2', 'describe-network-interfaces', '--filters', `Name=subnet-id,Values=${SUBNET}`);
    const { CpuOptions: _cpu, SecurityGroupIds: _groups, SubnetId: _subnet, ...metadata } = template.RestoreMetadata;
    const [nic] = JSON.parse(metadata.NetworkInterfaces ?? '[]') as Record<string, unknown>[];
    const { NetworkInterfaceId: _id, PrivateIpAddress: _ip, SecondaryPrivateIpAddressCount: _count, ...kept } = nic ?? {};
    const address = (last: number, Primary: boolean) => ({ Primary, PrivateIpAddress: `10.1.10.${last + 2 * round}` });
    const chosen = { ...kept, AssociatePublicIpAddress: false, PrivateIpAddresses: [address(66, true), address(67, false)] };
    const file = join(folder, 'metadata.json');
    writeFileSync(file, JSON.stringify({ ...metadata, NetworkInterfaces: JSON.stringify([chosen]) }));
    const at = ['--recovery-point-arn', ARTICLE_POINT, '--iam-role-arn', ROLE, '--metadata', `file://${file}`];
    await aws('backup', 'start-restore-job', ...at);
    return performance.now() - from;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const cliInstalled = async (): Promise<boolean> =>
  run('aws', ['--version']).then(
    () => true,
    () => false,
  );

const consoleRounds = async (browser: Browser, world: World): Promise<readonly Round[]> => {
  const page = await browser.newPage({ baseURL: world.url, locale: 'en-GB' });
  await signInTo(page.context(), world, 'operator');
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await counted(world, () => inConsole(page)));
  await page.close();
  return rounds;
};

const figuresOf = (what: string, rounds: readonly Round[], note: string): readonly Figure[] => [
  {
    name: `${what}: time to StartRestoreJob accepted, median of ${rounds.length}`,
    value: quantile(
      rounds.map(({ ms }) => ms / 1_000),
      0.5,
    ),
    unit: 's',
    note,
  },
  {
    name: `${what}: AWS calls, median`,
    value: quantile(
      rounds.map(({ calls }) => sum(calls)),
      0.5,
    ),
    unit: 'calls',
    note: Object.entries(rounds.at(-1)?.calls ?? {})
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  },
];

/** Opening the restore page to StartRestoreJob accepted, in the console and with the AWS CLI on the same simulated account; neither counts what a person thinks or types. */
export const benchStart = (): Promise<readonly Figure[]> =>
  withWorld((world) =>
    withBrowser(async (browser) => {
      await inventoryReady(world);
      const console = await consoleRounds(browser, world);
      const out = [...figuresOf('console', console, 'with every check on fresh facts; a robot clicks')];
      if (!(await cliInstalled())) return out;
      const cli: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) cli.push(await counted(world, () => onCommandLine(world, round)));
      const ratio =
        quantile(
          console.map(({ ms }) => ms),
          0.5,
        ) /
        quantile(
          cli.map(({ ms }) => ms),
          0.5,
        );
      return [
        ...out,
        ...figuresOf('AWS CLI', cli, 'nothing is checked but what describe-network-interfaces shows; a robot edits the JSON'),
        { name: 'console to AWS CLI, time', value: ratio, unit: '×', note: 'one run, same account' },
      ];
    }),
  );
