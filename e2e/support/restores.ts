import {
  BackupClient,
  GetRecoveryPointRestoreMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expect } from './test';
import type { World } from './world';

export const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;
const VAULT = 'aws-backup-vault';
const SUBNET = 'subnet-0bdb9444b6747e0d6';
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

const clientOf = (world: World): BackupClient =>
  new BackupClient({
    region: PLACE.region,
    endpoint: world.awsUrl,
    credentials: { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated' },
  });

/** The recovery points of the article's instance, newest first. */
export const pointsOfIntranet = async (world: World): Promise<readonly string[]> => {
  const { RecoveryPoints = [] } = await clientOf(world).send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: VAULT, MaxResults: 1000 }),
  );
  return [...RecoveryPoints]
    .filter((point) => point.ResourceName === 'intranet-01')
    .sort((a, b) => (b.CreationDate?.getTime() ?? 0) - (a.CreationDate?.getTime() ?? 0))
    .flatMap((point) => point.RecoveryPointArn ?? []);
};

/** Starts a job as somebody does who does not use the console: with an AWS client. Its id. */
export const startElsewhere = async (world: World, address: string, role = ROLE): Promise<string> => {
  const client = clientOf(world);
  const [point = ''] = await pointsOfIntranet(world);
  const { RestoreMetadata = {} } = await client.send(
    new GetRecoveryPointRestoreMetadataCommand({ BackupVaultName: VAULT, RecoveryPointArn: point }),
  );
  const { SubnetId: _s, SecurityGroupIds: _g, CpuOptions: _c, 'aws:backup:request-id': _r, ...rest } = RestoreMetadata;
  const NetworkInterfaces = JSON.stringify([
    { DeviceIndex: 0, SubnetId: SUBNET, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }] },
  ]);
  const { RestoreJobId } = await client.send(
    new StartRestoreJobCommand({ RecoveryPointArn: point, IamRoleArn: role, Metadata: { ...rest, NetworkInterfaces } }),
  );
  return RestoreJobId ?? '';
};

let planned = 0;
const bar = (page: Page) => page.getByRole('region', { name: 'Verdict and start' });

const type = async (page: Page, place: RegExp, address: string): Promise<void> => {
  await page.getByRole('button', { name: place }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type(address.split('.').at(-1) ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: new RegExp(`interface 1: ${address.replaceAll('.', '\\.')}$`) })).toBeVisible();
};

/** From a recovery point of its own through the restore page, the review and the start, to the page of the job. */
export const startHere = async (
  page: Page,
  world: World,
  addresses: { readonly primary: string; readonly secondary: string },
): Promise<void> => {
  const all = await pointsOfIntranet(world);
  planned += 1;
  await page.goto(paths.point(PLACE, all[planned % all.length] ?? '', VAULT));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  await type(page, /^Primary of interface 1:/, addresses.primary);
  await type(page, /^Secondary 1 of interface 1:/, addresses.secondary);
  await expect(bar(page).getByText('no errors')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  const accept = page.getByRole('group', { name: 'Accept before starting' });
  await accept.waitFor();
  for (const box of await accept.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Start the restore' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
};

/** Turns the clock of the simulated account. */
export const advance = (world: World, seconds: number): Promise<unknown> => world.control('clock', { advanceSeconds: seconds });
