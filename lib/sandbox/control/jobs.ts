import type { Eni, InstanceState, RegionState, RestoreJob } from '../account/types';
import { type Endpoint, type Endpoints, ok } from './endpoint';

/** A restore job as the account itself knows it, whatever lists show. Instants are those of the simulated clock. */
export interface AccountJob {
  readonly region: string;
  readonly restoreJobId: string;
  readonly status: RestoreJob['status'];
  readonly statusMessage: string | null;
  readonly createdAt: string;
  /** From when on lists show it. */
  readonly listedAt: string;
  readonly completedAt: string | null;
  readonly idempotencyToken: string | null;
  /** `aws:backup:request-id` of its metadata. */
  readonly requestId: string | null;
  readonly recoveryPointArn: string;
  readonly resourceArn: string;
  readonly iamRoleArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** What it created, from the end of validation on; `null` before, and where it created nothing. */
  readonly instanceId: string | null;
  /** `null` where there is no such instance any more. */
  readonly instanceState: InstanceState | null;
  /** What the instance's interfaces hold now. */
  readonly interfaces: readonly {
    readonly networkInterfaceId: string;
    readonly deviceIndex: number | null;
    readonly subnetId: string;
    /** Primary first. */
    readonly addresses: readonly string[];
    readonly ipv4Prefixes: readonly string[];
    readonly ipv6Addresses: readonly string[];
    readonly ipv6Prefixes: readonly string[];
  }[];
}

const REQUEST_ID = 'aws:backup:request-id';

const instantOf = (millis: number): string => new Date(millis).toISOString();

const interfaceOf = ({ id, deviceIndex, subnetId, addresses, ipv4Prefixes, ipv6Addresses, ipv6Prefixes }: Eni) => ({
  ...{ networkInterfaceId: id, deviceIndex, subnetId, addresses, ipv4Prefixes, ipv6Addresses, ipv6Prefixes },
});

const byInstance = (enis: readonly Eni[]): ReadonlyMap<string | null, readonly Eni[]> => {
  const grouped = new Map<string | null, Eni[]>();
  for (const eni of enis) grouped.set(eni.instanceId, [...(grouped.get(eni.instanceId) ?? []), eni]);
  return grouped;
};

const jobsOf = (name: string, region: RegionState): AccountJob[] => {
  const instances = new Map(region.instances.map((each) => [each.id, each]));
  const enis = byInstance(region.enis.filter((eni) => eni.instanceId !== null));
  return region.jobs.map((job) => ({
    region: name,
    restoreJobId: job.id,
    status: job.status,
    statusMessage: job.message,
    createdAt: instantOf(job.createdAt),
    listedAt: instantOf(job.listedAt ?? job.createdAt),
    completedAt: job.completedAt === null ? null : instantOf(job.completedAt),
    idempotencyToken: job.token,
    requestId: job.metadata[REQUEST_ID] ?? null,
    recoveryPointArn: job.pointArn,
    resourceArn: job.resourceArn,
    iamRoleArn: job.roleArn,
    metadata: job.metadata,
    instanceId: job.instanceId,
    instanceState: instances.get(job.instanceId ?? '')?.state ?? null,
    interfaces: job.instanceId === null ? [] : (enis.get(job.instanceId) ?? []).map(interfaceOf),
  }));
};

/** All jobs of `?region=`, or of every region, in the order in which they were accepted. */
const jobs: Endpoint = async ({ account }, { query }) => {
  account.settle();
  const only = query.get('region');
  const regions = Object.entries(account.state().regions).filter(([name]) => only === null || name === only);
  const list = regions.flatMap(([name, region]) => jobsOf(name, region));
  await account.durable();
  return ok({ jobs: list });
};

export const jobEndpoints: Endpoints = { 'GET jobs': jobs };
