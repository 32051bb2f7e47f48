import 'server-only';
import { BackupClient } from '@aws-sdk/client-backup';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { processWide } from '@/lib/process-wide';

/**
 * What every client is made with: one of each service per region, for the life of the process. Credentials come from the SDK's default chain and
 * endpoints from `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`, which the SDK reads itself. No logger is ever given:
 * inputs hold restore metadata.
 */
export const clientSettings = (region: string) => ({
  region,
  retryMode: 'standard',
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
});

interface Clients {
  readonly backup: Map<string, BackupClient>;
  readonly ec2: Map<string, EC2Client>;
  readonly iam: Map<string, IAMClient>;
  readonly sts: Map<string, STSClient>;
}

const clients = processWide<Clients>('aws-clients', () => ({ backup: new Map(), ec2: new Map(), iam: new Map(), sts: new Map() }));

const once = <T>(map: Map<string, T>, region: string, make: () => T): T => {
  const known = map.get(region);
  if (known !== undefined) return known;
  const made = make();
  map.set(region, made);
  return made;
};

/** AWS Backup in `region`. */
export const backupClient = (region: string): BackupClient => once(clients.backup, region, () => new BackupClient(clientSettings(region)));

/** IAM as seen from `region` (the SDK finds the partition's one endpoint). */
export const iamClient = (region: string): IAMClient => once(clients.iam, region, () => new IAMClient(clientSettings(region)));

/** STS in `region`. */
export const stsClient = (region: string): STSClient => once(clients.sts, region, () => new STSClient(clientSettings(region)));

/** EC2 and its client. Loaded on first use: it costs half a second and 65 MB. */
export const ec2 = async (region: string): Promise<{ client: EC2Client; sdk: typeof import('@aws-sdk/client-ec2') }> => {
  const sdk = await import('@aws-sdk/client-ec2');
  return { client: once(clients.ec2, region, () => new sdk.EC2Client(clientSettings(region))), sdk };
};

const region = processWide<{ configured: string | null }>('configured-region', () => ({ configured: null }));

/**
 * The region of the configuration: `AWS_REGION`, `AWS_DEFAULT_REGION` (which the AWS CLI reads and the SDK does not), the profile; `null` where none says.
 */
export const configuredRegion = async (): Promise<string | null> => {
  region.configured ??= await readRegion();
  return region.configured;
};

const readRegion = async (): Promise<string | null> => {
  const byCli = process.env.AWS_DEFAULT_REGION;
  if (!process.env.AWS_REGION && byCli) return byCli;
  try {
    return await new STSClient({}).config.region();
  } catch {
    return null;
  }
};
