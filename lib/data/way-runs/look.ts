import 'server-only';
import { terminationProtection } from '@/lib/aws/before-end';
import { instancesById } from '@/lib/aws/instances';
import { interfaceById, interfacePages } from '@/lib/aws/interfaces';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { readJob } from '@/lib/db/repositories/jobs';
import { readRestore } from '@/lib/db/repositories/restores';
import { lastWaitOfDraft } from '@/lib/db/repositories/waits';
import type { WayRunRow } from '@/lib/db/repositories/way-runs';
import type { InterfaceFact } from '@/lib/restore/facts';
import { instanceIdOf } from '@/lib/restore/original';
import { whyNoUndo } from '@/lib/restore/way-run/advance';
import {
  known,
  type Look,
  type Seen,
  type SeenHolder,
  type SeenInterface,
  type SeenRestore,
  type SeenStart,
} from '@/lib/restore/way-run/seen';
import { err, type Result } from '@/lib/result';
import type { Reading } from '../facts/reading';
import type { Scope } from '../scope';
import { isOver, reservationOf } from './hold-look';
import { leftNow } from './leftovers';
import { runOf } from './stored-run';

/** A look, and why AWS did not tell, where it did not. */
export interface LookedAt {
  readonly seen: Seen;
  readonly problem: AwsProblem | null;
  /** Whether what it is for is not wanted any more, so that it is to be taken back. */
  readonly over: boolean;
}

const actionOf = (problem: AwsProblem): string | null => (problem.code === 'access-denied' ? problem.action : null);

const looked = <T, V>(answer: Result<T, AwsProblem>, read: (value: T) => V): Look<V> =>
  answer.ok ? known(read(answer.value)) : { known: false, action: actionOf(answer.error) };

const seenInterface = (it: InterfaceFact | null): SeenInterface | null =>
  it === null
    ? null
    : {
        status: it.status,
        instanceId: it.instanceId,
        attachmentId: it.attachment?.id ?? null,
        deleteOnTermination: it.attachment?.deleteOnTermination ?? null,
        addresses: it.addresses,
      };

const holderOf = async (scope: Scope, { subnetId, address }: WayRunRow['subject']): Promise<Result<SeenHolder | null, AwsProblem>> => {
  const filters = [
    { Name: 'subnet-id', Values: [subnetId] },
    { Name: 'addresses.private-ip-address', Values: [address as string] },
  ];
  for await (const page of interfacePages(scope.aws, filters)) {
    if (!page.ok) return page;
    const [first] = page.value;
    if (first !== undefined) return { ok: true, value: { interfaceId: first.id, instanceId: first.instanceId } };
  }
  return { ok: true, value: null };
};

const FAILED: readonly string[] = ['failed', 'aborted', 'refused', 'absent', 'forgotten'];
const NONE: SeenRestore = { state: 'none', instanceId: null, interfaceId: null };

const restoreOf = async (scope: Scope, restoreId: string | null, targetIndex: number): Promise<SeenRestore> => {
  const restore = restoreId === null ? null : await readRestore(restoreId);
  if (restore === null) return NONE;
  if (FAILED.includes(restore.outcome)) return { ...NONE, state: 'failed' };
  const job = restore.jobId === null ? null : await readJob(scope, restore.jobId);
  const instanceId = instanceIdOf(job?.job.createdResourceArn ?? null);
  const actual = (restore.actualInterfaces ?? []).find(({ deviceIndex }) => deviceIndex === targetIndex);
  return { state: restore.outcome === 'completed' ? 'completed' : 'running', instanceId, interfaceId: actual?.id ?? null };
};

const startOf = async (draftId: string, restoreId: string | null): Promise<SeenStart> => {
  if (restoreId !== null) return 'started';
  const wait = await lastWaitOfDraft(db(), draftId);
  if (wait === null || wait.state === 'cancelled') return 'none';
  if (wait.state === 'waiting' && wait.notBefore !== null && wait.notBefore > (await databaseNow())) return 'scheduled';
  return wait.state === 'waiting' || wait.state === 'asking' ? wait.state : 'over';
};

/** What our own database knows of the plan's start and restore. */
export const ownSeen = async (scope: Scope, row: Pick<WayRunRow, 'draftId' | 'subject'>): Promise<Pick<Seen, 'start' | 'restore'>> => {
  const restoreId = (await readDraft(row.draftId))?.restoreId ?? null;
  const [start, restore] = await Promise.all([startOf(row.draftId, restoreId), restoreOf(scope, restoreId, row.subject.targetIndex)]);
  return { start, restore };
};

const NO_ANSWER = err({ code: 'unreachable', detail: '' } as const);

const UNSEEN = { known: false, action: null } as const;

const NOTHING = {
  interface: known(null),
  original: known(null),
  protectedFromEnd: known(false),
  holder: known(null),
  left: known([]),
} as const;

/** One look at an address that is held. */
const lookAtHold = async (scope: Scope, row: WayRunRow, reading: Reading): Promise<LookedAt> => {
  const over = await isOver(row);
  const [own, seen] = await Promise.all([ownSeen(scope, row), reading.inTime(() => reservationOf(scope, row.subject))]);
  const { reservation, problem } = seen ?? { reservation: UNSEEN, problem: NO_ANSWER.error };
  return { seen: { ...NOTHING, ...own, reservation }, problem, over };
};

/**
 * One look at everything that the steps of a way are judged by. Our own database is read first: what EC2 shows after that is no older. What does not answer within the reading is
 * not known.
 */
export const lookAt = async (scope: Scope, row: WayRunRow, reading: Reading): Promise<LookedAt> => {
  if (row.kind === 'hold-address') return lookAtHold(scope, row, reading);
  const { subject, steps, state } = row;
  const { originalId } = subject;
  const own = await ownSeen(scope, row);
  // Nobody can want it any more, and no page shows it: what it has changed is taken back, as far as it can be.
  const over = row.kind !== 'clean-up' && whyNoUndo(runOf(row), own) === null && (await readDraft(row.draftId)) === null;
  const asksProtection =
    originalId !== null && steps.some(({ code, state: at }) => code === 'unprotect' && (at !== 'done' || state === 'undoing'));
  const answered = async <T>(read: () => Promise<Result<T, AwsProblem>>) => (await reading.inTime(read)) ?? NO_ANSWER;
  const [it, original, holder, isProtected, rest] = await Promise.all([
    answered(() => interfaceById(scope.aws, subject.interfaceId)),
    originalId === null ? null : answered(() => instancesById(scope.aws, [originalId])),
    answered(() => holderOf(scope, subject)),
    asksProtection ? answered(() => terminationProtection(scope.aws, originalId)) : null,
    reading.inTime(() => leftNow(scope, subject)),
  ]);
  const { left, problem } = rest ?? { left: UNSEEN, problem: NO_ANSWER.error };
  const failed = [it, original, holder, isProtected].find((answer) => answer !== null && !answer.ok);
  return {
    seen: {
      interface: looked(it, seenInterface),
      original: original === null ? known(null) : looked(original, ([found]) => found?.state ?? null),
      protectedFromEnd: isProtected === null ? known(false) : looked(isProtected, (on) => on),
      holder: looked(holder, (found) => found),
      reservation: known(null),
      left,
      ...own,
    },
    over,
    problem: failed !== undefined && failed !== null && !failed.ok ? failed.error : problem,
  };
};
