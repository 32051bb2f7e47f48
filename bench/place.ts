import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { headersOf } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { api, type Place, paths } from '@/lib/paths';

/** Where the article's instance lives in the simulated account. */
export const PLACE: Place = { account: '123456789012', region: 'ap-northeast-1' };
export const VAULT = 'aws-backup-vault';
/** The recovery point of the article. */
export const ARTICLE_POINT = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

/** The newest EC2 recovery point of the article's vault, as the AWS SDK lists it. */
export const newestPoint = async (world: World): Promise<string> => {
  const backup = new BackupClient({
    region: PLACE.region,
    endpoint: world.awsUrl,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: VAULT, ByResourceType: 'EC2' }),
  );
  const newest = RecoveryPoints.sort((a, b) => (b.CreationDate?.getTime() ?? 0) - (a.CreationDate?.getTime() ?? 0))[0];
  if (newest?.RecoveryPointArn === undefined) throw new Error(`the vault ${VAULT} has no EC2 recovery point`);
  return newest.RecoveryPointArn;
};

/** Waits until the first sweep has filled the inventory: an empty page would weigh less and answer sooner. */
export const inventoryReady = async (world: World, atMostMs = 60_000): Promise<void> => {
  const headers = await headersOf(world, 'operator');
  const deadline = Date.now() + atMostMs;
  while (Date.now() < deadline) {
    await fetch(`${world.url}${paths.vaults(PLACE)}`, { headers });
    const status: unknown = await (await fetch(`${world.url}${api.inventory(PLACE)}`, { headers })).json();
    if (isSwept(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the inventory was not read within ${atMostMs / 1_000} s`);
};

const isSwept = (status: unknown): boolean =>
  typeof status === 'object' &&
  status !== null &&
  'refreshing' in status &&
  status.refreshing === false &&
  'sweeps' in status &&
  Array.isArray(status.sweeps) &&
  status.sweeps.length > 0;
