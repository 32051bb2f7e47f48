import { GetRecoveryPointRestoreMetadataCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import type { Page } from '@playwright/test';
import { clientOf, pointsOfIntranet, VAULT } from './account';
import { acceptAll, bar, plan, type } from './plan';
import { expect } from './test';
import type { World } from './world';

const SUBNET = 'subnet-0bdb9444b6747e0d6';
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

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

/** From a recovery point of its own through the restore page, the review and the start, to the page of the job. */
export const startHere = async (
  page: Page,
  world: World,
  addresses: { readonly primary: string; readonly secondary: string },
): Promise<void> => {
  await plan(page, world);
  await type(page, 'primary', addresses.primary);
  await type(page, 'secondary 1', addresses.secondary);
  await expect(bar(page).getByText('no errors')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await acceptAll(page);
  await page.getByRole('button', { name: 'Start the restore' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
};

/** Turns the clock of the simulated account. */
export const advance = (world: World, seconds: number): Promise<unknown> => world.control('clock', { advanceSeconds: seconds });
