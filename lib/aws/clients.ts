import 'server-only';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { BackupClient } from '@aws-sdk/client-backup';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { SSMClient } from '@aws-sdk/client-ssm';
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

interface Stack {
  readonly add: (middleware: never, options: never) => void;
  readonly remove: (name: string) => boolean;
}

/**
 * A new client as all of them are. The SDK copies each answer, cell by cell, for a log that nobody has: with a vault's list of points that takes a tenth of the time of reading it, so that
 * is taken out.
 */
const prepared = <C extends { readonly middlewareStack: Stack }>(client: C, aws: Aws): C => {
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(renewAndRepeat(aws.credentials) as never, RENEWAL as never);
  return client;
};

interface Clients {
  readonly backup: Map<string, BackupClient>;
  readonly ec2: Map<string, EC2Client>;
  readonly iam: Map<string, IAMClient>;
  readonly sts: Map<string, STSClient>;
  readonly targets: Map<string, ElasticLoadBalancingV2Client>;
  readonly alarms: Map<string, CloudWatchClient>;
  readonly scaling: Map<string, AutoScalingClient>;
  readonly managed: Map<string, SSMClient>;
  readonly records: Map<string, Route53Client>;
}

const NAMES = ['backup', 'ec2', 'iam', 'sts', 'targets', 'alarms', 'scaling', 'managed', 'records'] as const;
const clients = processWide<Clients>(
  'aws-clients',
  () => Object.fromEntries(NAMES.map((name) => [name, new Map<string, never>()])) as unknown as Clients,
);

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
  once(clients.backup, aws, () => prepared(new BackupClient(clientSettings(aws)), aws));

/** IAM as seen from a region (the SDK finds the partition's one endpoint). */
export const iamClient = (aws: Aws): IAMClient => once(clients.iam, aws, () => prepared(new IAMClient(clientSettings(aws)), aws));

/** STS of a connection, in its region. */
export const stsClient = (aws: Aws): STSClient => once(clients.sts, aws, () => prepared(new STSClient(clientSettings(aws)), aws));

/** EC2 and its client. Loaded on first use: it costs half a second and 65 MB. */
export const ec2 = async (aws: Aws): Promise<{ client: EC2Client; sdk: typeof import('@aws-sdk/client-ec2') }> => {
  const sdk = await import('@aws-sdk/client-ec2');
  return { client: once(clients.ec2, aws, () => prepared(new sdk.EC2Client(clientSettings(aws)), aws)), sdk };
};

/** A client of what is asked only about what else names an instance: loaded on first use, as most people never need it. */
const later =
  <C extends { readonly middlewareStack: Stack }, S>(
    map: Map<string, C>,
    load: () => Promise<S>,
    make: (sdk: S, settings: ReturnType<typeof clientSettings>) => C,
  ) =>
  async (aws: Aws): Promise<{ readonly client: C; readonly sdk: S }> => {
    const sdk = await load();
    return { client: once(map, aws, () => prepared(make(sdk, clientSettings(aws)), aws)), sdk };
  };

/** Elastic Load Balancing of a connection, in its region. */
export const loadBalancing = later(
  clients.targets,
  () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  (sdk, settings) => new sdk.ElasticLoadBalancingV2Client(settings),
);

/** CloudWatch of a connection, in its region. */
export const cloudWatch = later(
  clients.alarms,
  () => import('@aws-sdk/client-cloudwatch'),
  (sdk, settings) => new sdk.CloudWatchClient(settings),
);

/** Auto Scaling of a connection, in its region. */
export const autoScaling = later(
  clients.scaling,
  () => import('@aws-sdk/client-auto-scaling'),
  (sdk, settings) => new sdk.AutoScalingClient(settings),
);

/** Systems Manager of a connection, in its region. */
export const systemsManager = later(
  clients.managed,
  () => import('@aws-sdk/client-ssm'),
  (sdk, settings) => new sdk.SSMClient(settings),
);

/** Route 53 as seen from a region (the SDK finds the partition's one endpoint). */
export const route53 = later(
  clients.records,
  () => import('@aws-sdk/client-route-53'),
  (sdk, settings) => new sdk.Route53Client(settings),
);
