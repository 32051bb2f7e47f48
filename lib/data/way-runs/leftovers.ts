import 'server-only';
import { interfacesLeft, volumesBy } from '@/lib/aws/leftovers';
import type { AwsProblem } from '@/lib/aws-problem';
import type { JobWithOrigin } from '@/lib/db/repositories/jobs';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { shellWord } from '@/lib/restore/exports';
import type { InterfaceFact } from '@/lib/restore/facts';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { openMetadata } from '@/lib/restore/request';
import type { Leftover, RunSubject } from '@/lib/restore/way-run/run';
import { known, type Look, type SeenLeftover } from '@/lib/restore/way-run/seen';
import { ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';

/** A job may be seen as completed a little before the last of what it made is dated. */
const SLACK_MS = 60_000;

interface Beside {
  readonly restore: RestoreRow;
  readonly job: JobWithOrigin['job'] | null;
  readonly instanceId: string;
  /** What is attached to the instance now. */
  readonly interfaces: readonly InterfaceFact[];
}

/**
 * Interfaces that the restore made and that stay: those on record as read when it was completed, without those that it was given. They are on the instance and do not go with it, or
 * on nothing.
 */
const ownInterfaces = async (
  { aws }: Scope,
  { restore: { actualInterfaces, metadata }, instanceId, interfaces }: Beside,
): Promise<Result<readonly string[], AwsProblem>> => {
  const given = metadata === null ? [] : openMetadata(metadata as RestoreMetadata).nics.map(({ networkInterfaceId }) => networkInterfaceId);
  const made = (actualInterfaces ?? []).map(({ id }) => id).filter((id) => !given.includes(id));
  if (made.length === 0) return ok([]);
  const now = await interfacesLeft(aws, made);
  if (!now.ok) return now;
  const going = interfaces.filter(({ attachment }) => attachment?.deleteOnTermination === true).map(({ id }) => id);
  const stays = now.value.filter(
    ({ id, status, instanceId: on }) => (on === instanceId && !going.includes(id)) || (on === null && status === 'available'),
  );
  return ok(stays.map(({ id }) => id));
};

/**
 * What a restore made beside its instance that does not go with it. Of a volume it is proven by when it was made (while the job ran), what of (a snapshot) and where it
 * is: one that somebody attached since was made at another time.
 */
export const madeBeside = async (scope: Scope, beside: Beside): Promise<Result<readonly Leftover[], AwsProblem>> => {
  const { job, instanceId } = beside;
  const [volumes, interfaces] = await Promise.all([
    volumesBy(scope.aws, 'attachment.instance-id', [instanceId]),
    ownInterfaces(scope, beside),
  ]);
  if (!volumes.ok) return volumes;
  if (!interfaces.ok) return interfaces;
  const from = job?.createdAt.getTime() ?? Number.POSITIVE_INFINITY;
  const until = (job?.completedAt?.getTime() ?? Number.POSITIVE_INFINITY) + SLACK_MS;
  const own = volumes.value.filter(
    ({ createdAt, snapshotId, deleteOnTermination }) =>
      !deleteOnTermination && snapshotId !== null && createdAt !== null && createdAt.getTime() >= from && createdAt.getTime() <= until,
  );
  return ok([
    ...own.map(({ id }): Leftover => ({ kind: 'volume', id })),
    ...interfaces.value.map((id): Leftover => ({ kind: 'interface', id })),
  ]);
};

const stateOf = (id: string | null, free: boolean, originalId: string | null): SeenLeftover['state'] => {
  if (id !== null && id !== originalId) return 'elsewhere';
  return free ? 'free' : 'leaving';
};

/** Which of what is to be deleted after the instance is still there. */
export const leftNow = async (
  scope: Scope,
  { left = [], originalId }: RunSubject,
): Promise<{ readonly left: Look<readonly SeenLeftover[]>; readonly problem: AwsProblem | null }> => {
  const ids = (kind: Leftover['kind']) => left.filter((each) => each.kind === kind).map(({ id }) => id);
  const [volumes, interfaces] = [ids('volume'), ids('interface')];
  const [some, others] = await Promise.all([
    volumes.length === 0 ? ok([]) : volumesBy(scope.aws, 'volume-id', volumes),
    interfaces.length === 0 ? ok([]) : interfacesLeft(scope.aws, interfaces),
  ]);
  for (const answer of [some, others])
    if (!answer.ok)
      return {
        left: { known: false, action: answer.error.code === 'access-denied' ? answer.error.action : null },
        problem: answer.error,
      };
  return {
    left: known([
      ...(some.ok ? some.value : []).map(
        ({ id, state, instanceId }): SeenLeftover => ({
          kind: 'volume',
          id,
          state: stateOf(instanceId, state === 'available', originalId),
        }),
      ),
      ...(others.ok ? others.value : []).map(
        ({ id, status, instanceId }): SeenLeftover => ({
          kind: 'interface',
          id,
          state: stateOf(instanceId, status === 'available', originalId),
        }),
      ),
    ]),
    problem: null,
  };
};

/** The commands that delete what is left, one a line. */
export const deleteCommands = (region: string, left: readonly Leftover[]): string =>
  left
    .map(({ kind, id }) => {
      const words = kind === 'volume' ? ['delete-volume', '--volume-id'] : ['delete-network-interface', '--network-interface-id'];
      const [action = '', flag = ''] = words;
      return ['aws', 'ec2', action, '--region', region, flag, id].map(shellWord).join(' ');
    })
    .join('\n');
