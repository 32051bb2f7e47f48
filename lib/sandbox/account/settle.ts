import { createInstance } from '../launch/create-instance';
import { judge } from '../launch/validate-launch';
import { makePoint } from './make-point';
import { pointsIndex } from './points-index';
import { finishTermination } from './terminate';
import type { AccountState, Failure, Instance, Millis, RegionState, RestoreJob } from './types';

/** How long EC2 still shows a terminated instance. */
const TOMBSTONE_MS = 3_600_000;

/** What a point's tag `sandbox:restore` makes of a restore that the checks let pass: failures that no check can foresee. */
const SENTINELS: Readonly<Record<string, Failure>> = {
  capacity: {
    code: 'InsufficientInstanceCapacity',
    message:
      'We currently do not have sufficient capacity in the Availability Zone you requested. Our system will be working on provisioning additional capacity. (InsufficientInstanceCapacity)',
  },
  quota: {
    code: 'VcpuLimitExceeded',
    message:
      'You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. (VcpuLimitExceeded)',
  },
  kms: {
    code: 'AccessDeniedException',
    message: 'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it',
  },
};

const noCapacity = (type: string, zone: string): string =>
  `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity. (InsufficientInstanceCapacity)`;

const sentinelOf = (region: RegionState, job: RestoreJob): string | null =>
  pointsIndex(region.points).byArn.get(job.pointArn)?.tags['sandbox:restore'] ?? null;

const fail = (job: RestoreJob, status: 'FAILED' | 'ABORTED', message: string, at: Millis): void => {
  job.status = status;
  job.message = message;
  job.completedAt = at;
};

const validate = (state: AccountState, regionName: string, region: RegionState, job: RestoreJob): void => {
  job.status = 'RUNNING';
  if (job.resourceType !== 'EC2') return;
  const verdict = judge({ account: state, regionName, pointArn: job.pointArn, roleArn: job.roleArn }, job.metadata);
  if ('failure' in verdict) {
    fail(job, 'FAILED', verdict.failure.message, job.validatedAt);
    return;
  }
  const { instanceType } = verdict.launch.request;
  const zone = verdict.launch.nics[0]?.subnet?.zone;
  if (region.shortages?.some((each) => each.type === instanceType && each.zone === zone)) {
    fail(job, 'FAILED', noCapacity(instanceType ?? '', zone ?? ''), job.validatedAt);
    return;
  }
  const sentinel = sentinelOf(region, job);
  if (sentinel !== null && Object.hasOwn(SENTINELS, sentinel)) {
    fail(job, 'FAILED', SENTINELS[sentinel]?.message ?? '', job.validatedAt);
    return;
  }
  state.nextId += 1;
  const tags = job.copyTags ? (pointsIndex(region.points).byArn.get(job.pointArn)?.tags ?? {}) : {};
  const copied = Object.fromEntries(Object.entries(tags).filter(([name]) => !name.startsWith('sandbox:')));
  job.instanceId = createInstance(verdict.launch, { number: state.nextId, now: job.validatedAt, tags: copied }).id;
};

const finish = (region: RegionState, job: RestoreJob): void => {
  const instance = region.instances.find((each) => each.id === job.instanceId);
  if (sentinelOf(region, job) === 'aborted') {
    if (instance !== undefined) finishTermination(region, Object.assign(instance, { goneAt: job.finishesAt }));
    job.instanceId = null;
    fail(job, 'ABORTED', 'The restore job was aborted.', job.finishesAt);
    return;
  }
  if (instance?.state === 'pending') instance.state = 'running';
  job.status = 'COMPLETED';
  job.completedAt = job.finishesAt;
};

/** When the next thing happens to a job, and to an instance. */
const jobDue = (job: RestoreJob): Millis => {
  if (job.status === 'PENDING') return job.validatedAt;
  return job.status === 'RUNNING' ? job.finishesAt : Number.POSITIVE_INFINITY;
};

const instanceDue = ({ goneAt, state }: Instance): Millis => {
  if (goneAt === null) return Number.POSITIVE_INFINITY;
  return state === 'terminated' ? goneAt + TOMBSTONE_MS : goneAt;
};

const happenToJob = (state: AccountState, name: string, region: RegionState, job: RestoreJob): void => {
  if (job.status === 'PENDING') validate(state, name, region, job);
  else finish(region, job);
};

const happenToInstance = (region: RegionState, instance: Instance): void => {
  if (instance.state === 'terminated') region.instances.splice(region.instances.indexOf(instance), 1);
  else finishTermination(region, instance);
};

/** What happens first by `now`; `null`: nothing. Every call asks this, so it looks at each thing once and makes nothing. */
const nextDue = (state: AccountState, now: Millis): (() => void) | null => {
  let first = now;
  let happen: (() => void) | null = null;
  const isFirst = (at: Millis): boolean => at < first || (at === first && happen === null);
  for (const name in state.regions) {
    const region = state.regions[name];
    if (region === undefined) continue;
    for (const job of region.jobs)
      if (isFirst(jobDue(job))) {
        first = jobDue(job);
        happen = () => happenToJob(state, name, region, job);
      }
    for (const job of region.backupJobs ?? [])
      if (job.pointArn === null && isFirst(job.finishesAt)) {
        first = job.finishesAt;
        happen = () => makePoint(region, job, name);
      }
    for (const instance of region.instances)
      if (isFirst(instanceDue(instance))) {
        first = instanceDue(instance);
        happen = () => happenToInstance(region, instance);
      }
  }
  return happen;
};

/**
 * Lets everything happen that is due by `now`, in order of time, so that an account that was asleep looks as if it had been awake.
 * `true` where something happened.
 */
export const settle = (state: AccountState, now: Millis): boolean => {
  let happened = false;
  for (let happen = nextDue(state, now); happen !== null; happen = nextDue(state, now)) {
    happen();
    happened = true;
  }
  return happened;
};
