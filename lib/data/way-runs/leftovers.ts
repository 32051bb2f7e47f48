import 'server-only';
import { interfacesLeft, volumesBy } from '@/lib/aws/leftovers';
import type { AwsProblem } from '@/lib/aws-problem';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { shellWord } from '@/lib/restore/exports';
import type { InterfaceFact } from '@/lib/restore/facts';
import type { Leftover, RunSubject } from '@/lib/restore/way-run/run';
import { known, type Look, type SeenLeftover } from '@/lib/restore/way-run/seen';
import { ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { interfacesMade, type JobTimes, volumesMade } from './made-beside';

interface Beside {
  readonly restore: RestoreRow;
  readonly job: JobTimes | null;
  readonly instanceId: string;
  /** What is attached to the instance now. */
  readonly interfaces: readonly InterfaceFact[];
}

/** Interfaces that the restore made and that stay: they are on the instance and do not go with it, or on nothing. */
const ownInterfaces = async (
  { aws }: Scope,
  { restore, instanceId, interfaces }: Beside,
): Promise<Result<readonly string[], AwsProblem>> => {
  const made = restore.made?.interfaces ?? interfacesMade(restore, restore.actualInterfaces ?? []);
  if (made.length === 0) return ok([]);
  const now = await interfacesLeft(aws, made);
  if (!now.ok) return now;
  const going = interfaces.filter(({ attachment }) => attachment?.deleteOnTermination === true).map(({ id }) => id);
  const stays = now.value.filter(
    ({ id, status, instanceId: on }) => (on === instanceId && !going.includes(id)) || (on === null && status === 'available'),
  );
  return ok(stays.map(({ id }) => id));
};

/** The same of volumes. Where nothing is on record of them, those that are on the instance and that it can only have made. */
const ownVolumes = async (scope: Scope, { restore, job, instanceId }: Beside): Promise<Result<readonly string[], AwsProblem>> => {
  const recorded = restore.made?.volumes ?? null;
  if (recorded?.length === 0) return ok([]);
  const now = await (recorded === null
    ? volumesBy(scope.aws, 'attachment.instance-id', [instanceId])
    : volumesBy(scope.aws, 'volume-id', recorded));
  if (!now.ok) return now;
  const made = recorded === null ? volumesMade(restore, job, now.value) : now.value;
  const stays = made.filter(({ state, instanceId: on, deleteOnTermination }) =>
    on === null ? state === 'available' : on === instanceId && !deleteOnTermination,
  );
  return ok(stays.map(({ id }) => id));
};

/** What a restore made beside its instance that does not go with it: what was put on record when its job had ended, as far as it is still there and nobody else has it. */
export const madeBeside = async (scope: Scope, beside: Beside): Promise<Result<readonly Leftover[], AwsProblem>> => {
  const [volumes, interfaces] = await Promise.all([ownVolumes(scope, beside), ownInterfaces(scope, beside)]);
  if (!volumes.ok) return volumes;
  if (!interfaces.ok) return interfaces;
  return ok([
    ...volumes.value.map((id): Leftover => ({ kind: 'volume', id })),
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
