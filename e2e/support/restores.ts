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

interface Addresses {
  readonly primary: string;
  readonly secondary: string;
}

/** From a recovery point of its own through the restore page to the review, with all accepted; then `Start the restore`. */
const pressStart = async (page: Page, world: World, addresses: Addresses): Promise<void> => {
  await plan(page, world);
  await type(page, 'primary', addresses.primary);
  await type(page, 'secondary 1', addresses.secondary);
  await expect(bar(page).getByText('no errors')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await acceptAll(page);
  await page.getByRole('button', { name: 'Start the restore' }).click();
};

/** From a recovery point of its own through the restore page, the review and the start, to the page of the job. */
export const startHere = async (page: Page, world: World, addresses: Addresses): Promise<void> => {
  await pressStart(page, world, addresses);
  await expect(page).toHaveURL(/\/jobs\//);
};

/** Has the simulated account hold the next StartRestoreJob, as if it were slow on its way, until `overtake`. */
export const holdStart = (world: World): Promise<unknown> =>
  world.control('faults', { kind: 'slow', service: 'backup', operation: 'StartRestoreJob', times: 1, ms: null });

/**
 * Somebody takes the address between our check and AWS's own, however slow the machine is: the request that `holdStart` holds has come through to AWS, and runs only
 * once the address is taken.
 */
export const overtake = async (world: World, address: string, name: string): Promise<void> => {
  await expect.poll(() => world.control('faults')).toEqual({ faults: [] });
  await world.control('take-address', { address, name });
  await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
};

/** As `startHere`, but AWS will fail the job, because somebody (`name`) has taken the primary address meanwhile. */
export const startOvertaken = async (page: Page, world: World, addresses: Addresses, name: string): Promise<void> => {
  await holdStart(world);
  await pressStart(page, world, addresses);
  await overtake(world, addresses.primary, name);
  await expect(page).toHaveURL(/\/jobs\//);
};

/** Turns the clock of the simulated account. */
export const advance = (world: World, seconds: number): Promise<unknown> => world.control('clock', { advanceSeconds: seconds });
