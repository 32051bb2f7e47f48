import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import type { World } from './world';

export const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;
/** The vault that holds the article's recovery points. */
export const VAULT = 'aws-backup-vault';
/** The recovery point of the article. */
export const ARTICLE_POINT = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

/** An AWS client of the world, as somebody has who does not use the console. */
export const clientOf = (world: World): BackupClient =>
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
