import 'server-only';
import { BackupClient } from '@aws-sdk/client-backup';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsProblem } from '@/lib/aws-problem';
import { processWide } from '@/lib/process-wide';
import { err, ok, type Result } from '@/lib/result';
import { call } from './call';
import { type Credentials, createCredentials, type Keys } from './credentials';
import { renewAndRepeat } from './renew-and-repeat';

/**
 * What every client is made with: one of each service per region, for the life of the process. Credentials come from the SDK's default chain, asked through
 * `connectionCredentials`, and endpoints from `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`, which the SDK reads itself. No logger is ever given:
 * inputs hold restore metadata.
 */
export const clientSettings = (region: string) => ({
  ...bareSettings(region),
  // The SDK would keep what a provider gives; one that keeps it itself says so.
  credentials: Object.assign(connectionCredentials().provide, { memoized: true }),
});

const bareSettings = (region: string) => ({
  region,
  retryMode: 'standard',
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
});

/** Whose credentials `keys` are. Asked with them alone, before anything else is. */
const accountOf = async (keys: Keys): Promise<Result<string, AwsProblem>> => {
  const region = (await configuredRegion()) ?? 'us-east-1';
  const client = new STSClient({ ...bareSettings(region), maxAttempts: 2, credentials: { ...keys } });
  const answer = await call('sts:GetCallerIdentity', () => client.send(new GetCallerIdentityCommand({}))).finally(() => client.destroy());
  if (!answer.ok) return answer;
  return answer.value.Account === undefined
    ? err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'GetCallerIdentity answered without an account' })
    : ok(answer.value.Account);
};

/**
 * The credentials that every client of this process works with. The SDK's own memory is passed by: it never asks again for credentials without an end, and reads
 * each shared file once per process (`ignoreCache`), so that renewed ones would not be seen.
 */
export const connectionCredentials = (): Credentials =>
  processWide('aws-credentials', () => createCredentials({ ask: (asking) => defaultProvider({ ignoreCache: true })(asking), accountOf }));

/** Where `renewAndRepeat` stands in a client's middleware. */
export const RENEWAL = { step: 'initialize', name: 'renewAndRepeat' } as const;

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
export const backupClient = (region: string): BackupClient =>
  once(clients.backup, region, () => {
    const client = new BackupClient(clientSettings(region));
    client.middlewareStack.add(renewAndRepeat(connectionCredentials()), RENEWAL);
    return client;
  });

/** IAM as seen from `region` (the SDK finds the partition's one endpoint). */
export const iamClient = (region: string): IAMClient =>
  once(clients.iam, region, () => {
    const client = new IAMClient(clientSettings(region));
    client.middlewareStack.add(renewAndRepeat(connectionCredentials()), RENEWAL);
    return client;
  });

/** STS in `region`. */
export const stsClient = (region: string): STSClient =>
  once(clients.sts, region, () => {
    const client = new STSClient(clientSettings(region));
    client.middlewareStack.add(renewAndRepeat(connectionCredentials()), RENEWAL);
    return client;
  });

/** EC2 and its client. Loaded on first use: it costs half a second and 65 MB. */
export const ec2 = async (region: string): Promise<{ client: EC2Client; sdk: typeof import('@aws-sdk/client-ec2') }> => {
  const sdk = await import('@aws-sdk/client-ec2');
  const make = () => {
    const client = new sdk.EC2Client(clientSettings(region));
    client.middlewareStack.add(renewAndRepeat(connectionCredentials()), RENEWAL);
    return client;
  };
  return { client: once(clients.ec2, region, make), sdk };
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
