import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { instancesById } from '@/lib/aws/instances';
import { interfacesOfInstance } from '@/lib/aws/interfaces';
import { db } from '@/lib/db/client';
import { recordChange } from '@/lib/db/repositories/events';
import { readJob } from '@/lib/db/repositories/jobs';
import { type RestoreRow, readRestore } from '@/lib/db/repositories/restores';
import { insertWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { awsProblem, type Problem } from '@/lib/problem';
import { instanceIdOf } from '@/lib/restore/check';
import { shellWord } from '@/lib/restore/exports';
import type { InterfaceFact } from '@/lib/restore/facts';
import { type Leftover, type RunSubject, stepsOf } from '@/lib/restore/way-run/run';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { isUuid } from '../uuid';
import { protectionCommands } from './ask-again';
import { readBefore } from './before';
import { deleteCommands, madeBeside } from './leftovers';
import { modeIn } from './mode';
import { begunEvent, newRun } from './new-run';
import { sendCarry } from './send';
import type { WayProblem } from './views';

const NOTHING = err({ code: 'nothing-made' } as const);

interface Made {
  readonly restore: RestoreRow;
  readonly draftId: string;
  readonly arn: string;
  readonly instanceId: string;
  readonly interfaces: readonly InterfaceFact[];
  /** What does not go with the instance. */
  readonly left: readonly Leftover[];
}

/**
 * What a restore of ours made: the instance that AWS Backup itself names for the job with our request id, and what is attached to it now. Never the instance that was
 * backed up, and nothing where EC2 does not show it any more.
 */
const madeBy = async (scope: Scope, restoreId: string): Promise<Result<Made, Problem | WayProblem>> => {
  const restore = isUuid(restoreId) ? await readRestore(restoreId) : null;
  const here = restore !== null && restore.account === scope.account && restore.region === scope.region;
  if (!here || restore.origin !== 'here' || restore.jobId === null || restore.draftId === null) return NOTHING;
  const arn = (await readJob(scope, restore.jobId))?.job.createdResourceArn ?? null;
  const instanceId = instanceIdOf(arn);
  if (arn === null || instanceId === null || instanceId === instanceIdOf(restore.resourceArn)) return NOTHING;
  const [instances, interfaces] = await Promise.all([instancesById(scope.aws, [instanceId]), interfacesOfInstance(scope.aws, instanceId)]);
  if (!instances.ok) return err(awsProblem(instances.error));
  if (!interfaces.ok) return err(awsProblem(interfaces.error));
  const [instance] = instances.value;
  if (instance === undefined || instance.state === 'terminated' || instance.state === 'shutting-down') return NOTHING;
  const left = await madeBeside(scope, { restore, instanceId, interfaces: interfaces.value });
  if (!left.ok) return err(awsProblem(left.error));
  return ok({ restore, draftId: restore.draftId, arn, instanceId, interfaces: interfaces.value, left: left.value });
};

const unread = (code: BeforeEnd['code'], action: string): BeforeEnd => ({ code, state: 'unknown', params: {}, command: null, action });

/** What goes with the instance, and what stays, listed before anything is done. */
const listed = async (scope: Scope, { instanceId, interfaces, left }: Made): Promise<readonly BeforeEnd[]> => {
  const own = left.map(({ id }) => id);
  const stays = interfaces.some(({ id, attachment }) => attachment?.deleteOnTermination !== true && !own.includes(id));
  const goes = interfaces.some(({ attachment }) => attachment?.deleteOnTermination === true);
  const items = [
    unread('termination-protection', 'ec2:DescribeInstanceAttribute'),
    unread('volumes', 'ec2:DescribeInstances'),
    ...(goes ? [unread('interface', 'ec2:DescribeNetworkInterfaces')] : []),
    ...(stays ? [unread('interface-stays', 'ec2:DescribeNetworkInterfaces')] : []),
  ];
  const after: BeforeEnd = { code: 'deleted-after', state: 'mind', params: { things: own.join(', ') }, command: null, action: null };
  const read = await readBefore(scope, items, { instanceId, addresses: [], vpcId: null, keeps: null, point: null });
  return [...read.before, ...(own.length > 0 ? [after] : [])];
};

const subjectOf = ({ instanceId, interfaces: [first], left }: Made): RunSubject | null => {
  const address = first?.addresses[0];
  if (first === undefined || address === undefined) return null;
  return {
    address,
    subnetId: first.subnetId,
    originalId: instanceId,
    interfaceId: first.id,
    attachmentId: first.attachment?.id ?? null,
    deviceIndex: first.deviceIndex,
    targetIndex: first.deviceIndex ?? 0,
    deletedOnTermination: first.attachment?.deleteOnTermination ?? true,
    left,
  };
};

const stepsFor = ({ region }: Scope, { arn, instanceId, left }: Made, isProtected: boolean): WayRunRow['steps'] => {
  const end = ['aws', 'ec2', 'terminate-instances', '--region', region, '--instance-ids', instanceId].map(shellWord).join(' ');
  const told = { since: null, by: null, link: instanceConsoleUrl(arn) };
  return stepsOf('clean-up', isProtected, left.length > 0).map((step) => {
    if (step.code === 'unprotect') return { ...step, ...told, ...protectionCommands(region, instanceId) };
    return { ...step, ...told, command: step.code === 'delete-left' ? deleteCommands(region, left) : end, undo: null };
  });
};

/** Begins to take away what a restore made: lists it, and waits for the id of its instance to be typed. */
export const beginCleanUp = async (
  scope: Scope,
  caller: Caller,
  restoreId: string,
): Promise<Result<{ readonly wayId: string }, Problem | WayProblem>> => {
  const made = await madeBy(scope, restoreId);
  if (!made.ok) return made;
  const subject = subjectOf(made.value);
  if (subject === null) return NOTHING;
  const [before, mode] = await Promise.all([listed(scope, made.value), modeIn(scope.account)]);
  const run = newRun({
    id: randomUUID(),
    connection: scope.aws.connection,
    account: scope.account,
    region: scope.region,
    actor: caller.user,
    draftId: made.value.draftId,
    editRevision: null,
    kind: 'clean-up',
    mode,
    subject,
    // Its name is mostly the original's, so the id is typed.
    name: made.value.instanceId,
    resourceArn: made.value.arn,
    steps: stepsFor(
      scope,
      made.value,
      before.some(({ code, state }) => code === 'termination-protection' && state === 'mind'),
    ),
    before,
  });
  return db().transaction(async (tx) => {
    if (!(await insertWayRun(tx, run))) return err({ code: 'way-open' });
    await sendCarry(tx, run);
    await recordChange(tx, scope, [begunEvent(run)]);
    return ok({ wayId: run.id });
  });
};
