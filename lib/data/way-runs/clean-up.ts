import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { recordChange } from '@/lib/db/repositories/events';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { insertWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Problem } from '@/lib/problem';
import { shellWord } from '@/lib/restore/exports';
import { type Leftover, type RunSubject, stepsOf } from '@/lib/restore/way-run/run';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { protectionCommands } from './ask-again';
import { readBefore } from './before';
import { deleteCommands } from './leftovers';
import { type Made, madeBy } from './made';
import { modeIn } from './mode';
import { begunEvent, newRun } from './new-run';
import { sendCarry } from './send';
import type { WayProblem } from './views';

const NOTHING = err({ code: 'nothing-made' } as const);

const unread = (code: BeforeEnd['code'], action: string): BeforeEnd => ({ code, state: 'unknown', params: {}, command: null, action });

/** What goes with the instance, and what stays, listed before anything is done. */
const listed = async (scope: Scope, { restore, instanceId, isThere, interfaces, left }: Made): Promise<readonly BeforeEnd[]> => {
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
  // Of an instance that is gone there is nothing to look at any more, and volumes that are not on record keep nothing that says whose they were.
  if (!isThere) return restore.made?.volumes == null ? [after, unread('volumes-left', 'ec2:DescribeVolumes')] : [after];
  const read = await readBefore(scope, items, { instanceId, addresses: [], vpcId: null, keeps: null, point: null });
  return [...read.before, ...(own.length > 0 ? [after] : [])];
};

/** What the way is about. Where the instance is gone, the interface that it had when it was completed. */
const subjectOf = ({ restore, instanceId, interfaces: [first], left }: Made): RunSubject | null => {
  const address = first?.addresses[0];
  if (first === undefined || address === undefined) return subjectOnRecord(restore, instanceId, left);
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

const subjectOnRecord = ({ actualInterfaces }: RestoreRow, instanceId: string, left: readonly Leftover[]): RunSubject | null => {
  const [was] = actualInterfaces ?? [];
  const address = parseIpv4(was?.addresses[0] ?? '');
  if (was === undefined || address === null) return null;
  const { id, subnetId, deviceIndex } = was;
  const attached = { attachmentId: null, deviceIndex, targetIndex: deviceIndex ?? 0, deletedOnTermination: false };
  return { address, subnetId, originalId: instanceId, interfaceId: id, ...attached, left };
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
