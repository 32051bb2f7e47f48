import 'server-only';
import { instancesById } from '@/lib/aws/instances';
import { interfacesOfInstance } from '@/lib/aws/interfaces';
import { db } from '@/lib/db/client';
import { type JobWithOrigin, readJob } from '@/lib/db/repositories/jobs';
import { type RestoreRow, readRestore } from '@/lib/db/repositories/restores';
import { waysOfDraft } from '@/lib/db/repositories/way-runs';
import { awsProblem, type Problem } from '@/lib/problem';
import { shellWord } from '@/lib/restore/exports';
import type { InterfaceFact } from '@/lib/restore/facts';
import { instanceIdOf } from '@/lib/restore/original';
import type { Leftover } from '@/lib/restore/way-run/run';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { isUuid } from '../uuid';
import { madeBeside } from './leftovers';
import type { WayProblem } from './views';

const NOTHING = err({ code: 'nothing-made' } as const);

/** What a restore made, as far as it is proven. */
export interface Made {
  readonly restore: RestoreRow;
  readonly draftId: string;
  readonly arn: string;
  readonly instanceId: string;
  /** Whether the instance is still there. */
  readonly isThere: boolean;
  readonly interfaces: readonly InterfaceFact[];
  /** What does not go with the instance. */
  readonly left: readonly Leftover[];
}

const aws = (...words: readonly string[]): string => ['aws', 'ec2', ...words].map(shellWord).join(' ');

/** The command that lists what might be the restore's instance: those that were launched of its image since it was sent. None of them is proven to be. */
const instancesToLookAt = ({ region }: Scope, { recoveryPointArn, intendedAt }: RestoreRow): string | null => {
  const image = /:image\/(ami-[0-9a-f]+)$/.exec(recoveryPointArn ?? '')?.[1];
  if (image === undefined) return null;
  const query = `Reservations[].Instances[?LaunchTime>='${intendedAt.toISOString()}'][].[InstanceId,State.Name,LaunchTime,PrivateIpAddress]`;
  return aws('describe-instances', '--region', region, '--filters', `Name=image-id,Values=${image}`, '--query', query, '--output', 'table');
};

/** The same for volumes on nothing, where the instance is gone: they keep nothing that says whose they were. */
const volumesToLookAt = ({ region }: Scope, { intendedAt, endedAt }: RestoreRow): string => {
  const until = endedAt === null ? '' : ` && CreateTime<='${endedAt.toISOString()}'`;
  const query = `Volumes[?CreateTime>='${intendedAt.toISOString()}'${until}].[VolumeId,CreateTime,Size,SnapshotId]`;
  return aws('describe-volumes', '--region', region, '--filters', 'Name=status,Values=available', '--query', query, '--output', 'table');
};

const unknown = (what: 'instance' | 'volumes', command: string | null) => err({ code: 'made-unknown', what, command } as const);

const NOTHING_YET: readonly RestoreRow['outcome'][] = ['starting', 'waiting', 'running', 'refused', 'absent'];

/** As far as AWS tells, nothing was made: it refused, has no such job, or the job has named nothing, and AWS has not forgotten it. One that is completed has made an instance. */
const madeNothing = ({ outcome }: RestoreRow, job: JobWithOrigin['job'] | null): boolean =>
  NOTHING_YET.includes(outcome) || (job !== null && job.forgottenAt === null && job.status !== 'COMPLETED');

/** Whether all that was listed was taken away already. */
const isCleanedUp = async (draftId: string, instanceId: string): Promise<boolean> =>
  (await waysOfDraft(db(), draftId)).some(
    ({ kind, state, subject }) => kind === 'clean-up' && state === 'done' && subject.originalId === instanceId,
  );

/**
 * What a restore of ours made: the instance that AWS Backup itself named for the job with our request id (also where AWS lists the job no more), and what is or was attached to it. Never the
 * instance that was backed up. Where nothing on record names it, nobody can tell it from another one of the same image: that is said, with the command to look.
 */
export const madeBy = async (scope: Scope, restoreId: string): Promise<Result<Made, Problem | WayProblem>> => {
  const restore = isUuid(restoreId) ? await readRestore(restoreId) : null;
  const here = restore !== null && restore.account === scope.account && restore.region === scope.region;
  if (!here || restore.origin !== 'here' || restore.draftId === null) return NOTHING;
  const job = restore.jobId === null ? null : ((await readJob(scope, restore.jobId))?.job ?? null);
  const arn = job?.createdResourceArn ?? null;
  const instanceId = instanceIdOf(arn);
  if (arn === null || instanceId === null)
    return madeNothing(restore, job) ? NOTHING : unknown('instance', instancesToLookAt(scope, restore));
  if (instanceId === instanceIdOf(restore.resourceArn)) return NOTHING;
  const [instances, interfaces] = await Promise.all([instancesById(scope.aws, [instanceId]), interfacesOfInstance(scope.aws, instanceId)]);
  if (!instances.ok) return err(awsProblem(instances.error));
  if (!interfaces.ok) return err(awsProblem(interfaces.error));
  const [instance] = instances.value;
  const isThere = instance !== undefined && instance.state !== 'terminated' && instance.state !== 'shutting-down';
  const left = await madeBeside(scope, { restore, job, instanceId, interfaces: interfaces.value });
  if (!left.ok) return err(awsProblem(left.error));
  if (!isThere && left.value.length === 0)
    return restore.made?.volumes != null || (await isCleanedUp(restore.draftId, instanceId))
      ? NOTHING
      : unknown('volumes', volumesToLookAt(scope, restore));
  return ok({ restore, draftId: restore.draftId, arn, instanceId, isThere, interfaces: interfaces.value, left: left.value });
};
