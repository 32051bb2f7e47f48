import 'server-only';
import { BackupClient } from '@aws-sdk/client-backup';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { processWide } from '@/lib/process-wide';
import { type Aws, bareSettings } from './connection';
import { renewAndRepeat } from './renew-and-repeat';

/**
 * What every client is made with: one of each service per connection and region, for the life of the process. Credentials are those of the connection,
 * and endpoints come from `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`, which the SDK reads itself. No logger is ever given:
 * inputs hold restore metadata.
 */
export const clientSettings = ({ region, credentials }: Aws) => ({
  ...bareSettings(region),
  // The SDK would keep what a provider gives; one that keeps it itself says so.
  credentials: Object.assign(credentials.provide, { memoized: true }),
});

/** Where `renewAndRepeat` stands in a client's middleware. */
export const RENEWAL = { step: 'initialize', name: 'renewAndRepeat' } as const;

interface Clients {
  readonly backup: Map<string, BackupClient>;
  readonly ec2: Map<string, EC2Client>;
  readonly iam: Map<string, IAMClient>;
  readonly sts: Map<string, STSClient>;
}

const clients = processWide<Clients>('aws-clients', () => ({ backup: new Map(), ec2: new Map(), iam: new Map(), sts: new Map() }));

const once = <T>(map: Map<string, T>, { connection, region }: Aws, make: () => T): T => {
  const key = `${connection} ${region}`;
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};

/** AWS Backup of a connection, in its region. */
export const backupClient = (aws: Aws): BackupClient =>
  once(clients.backup, aws, () => {
    const client = new BackupClient(clientSettings(aws));
    client.middlewareStack.add(renewAndRepeat(aws.credentials), RENEWAL);
    return client;
  });

/** IAM as seen from a region (the SDK finds the partition's one endpoint). */
export const iamClient = (aws: Aws): IAMClient =>
  once(clients.iam, aws, () => {
    const client = new IAMClient(clientSettings(aws));
    client.middlewareStack.add(renewAndRepeat(aws.credentials), RENEWAL);
    return client;
  });

/** STS of a connection, in its region. */
export const stsClient = (aws: Aws): STSClient =>
  once(clients.sts, aws, () => {
    const client = new STSClient(clientSettings(aws));
    client.middlewareStack.add(renewAndRepeat(aws.credentials), RENEWAL);
    return client;
  });

/** EC2 and its client. Loaded on first use: it costs half a second and 65 MB. */
export const ec2 = async (aws: Aws): Promise<{ client: EC2Client; sdk: typeof import('@aws-sdk/client-ec2') }> => {
  const sdk = await import('@aws-sdk/client-ec2');
  const make = () => {
    const client = new sdk.EC2Client(clientSettings(aws));
    client.middlewareStack.add(renewAndRepeat(aws.credentials), RENEWAL);
    return client;
  };
  return { client: once(clients.ec2, aws, make), sdk };
};
