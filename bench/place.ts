import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import type { Client } from 'pg';
import { headersOf } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { type Place, paths } from '@/lib/paths';
import { ownerOf } from './owner';

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

/** Whether every vault was read to its end since `since`, a moment as PostgreSQL writes it. */
export const sweptSince = async (client: Client, since: string): Promise<boolean> => {
  const { rows } = await client.query<{ vaults: number; unread: number }>(
    `select count(*)::int as vaults, count(*) filter (where not exists (select from sweeps s
       where s.account = v.account and s.region = v.region and s.subject = 'points:' || v.name and s.finished_at >= $1::timestamptz))::int as unread
       from inventory_vaults v`,
    [since],
  );
  return (rows[0]?.vaults ?? 0) > 0 && rows[0]?.unread === 0;
};

/** Waits until all points of all vaults were read once: a page that is empty or half full would weigh less and answer sooner. */
export const inventoryReady = async (world: World, atMostMs = 180_000): Promise<void> => {
  const headers = await headersOf(world, 'operator');
  const client = await ownerOf(world);
  try {
    for (const deadline = Date.now() + atMostMs; Date.now() < deadline; ) {
      await (await fetch(`${world.url}${paths.points(PLACE)}`, { headers })).text();
      if (await sweptSince(client, '-infinity')) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    await client.end();
  }
  throw new Error(`the inventory was not read within ${atMostMs / 1_000} s`);
};
