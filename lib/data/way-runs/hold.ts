import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NotOwner } from '@/lib/access/drafts';
import type { Caller } from '@/lib/auth/caller';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { insertWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import type { Problem } from '@/lib/problem';
import { shellWord } from '@/lib/restore/exports';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import { type RunMode, stepsOf } from '@/lib/restore/way-run/run';
import { whyNoHold } from '@/lib/restore/ways/hold';
import { err, ok, type Result } from '@/lib/result';
import { planOfDraft } from '../drafts/stored';
import { touchDraft } from '../drafts/touch';
import { readFacts } from '../facts';
import { beginReading } from '../facts/reading';
import type { Scope } from '../scope';
import { reviewedDraft } from '../start-restore/orders';
import type { StartProblem } from '../start-restore/views';
import { RESERVATION_ID } from './hold-look';
import { modeIn } from './mode';
import { begunEvent, newRun } from './new-run';
import { sendCarry } from './send';
import type { WayProblem } from './views';

/** Which address of a plan is to be held, at the revision that is on the screen. */
export interface HoldOrder {
  readonly draftId: string;
  readonly revision: number;
  readonly subnetId: string;
  readonly address: string;
}

type Refusal = Problem | StartProblem | WayProblem | NotOwner;
type Begun = Result<{ readonly wayId: string }, Refusal>;

const stepsFor = ({ region }: Scope, { subnetId, address }: HoldOrder, mark: string): WayRunRow['steps'] => {
  const aws = (...words: readonly string[]): string => ['aws', 'ec2', ...words].map(shellWord).join(' ');
  const place = ['--region', region] as const;
  const block = ['--subnet-id', subnetId, '--cidr', `${address}/32`, '--reservation-type', 'explicit', '--description', mark];
  const release = aws('delete-subnet-cidr-reservation', ...place, '--subnet-cidr-reservation-id', RESERVATION_ID);
  const told = { since: null, by: null, link: null };
  return stepsOf('hold-address', false).map((step) => {
    if (step.code === 'reserve')
      return { ...step, ...told, command: aws('create-subnet-cidr-reservation', ...place, ...block), undo: release };
    return { ...step, ...told, command: step.code === 'release' ? release : null, undo: null };
  });
};

interface Ready {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly order: HoldOrder;
  readonly address: Ipv4;
  readonly mode: RunMode;
  readonly resourceArn: string | null;
}

const rowOf = ({ scope, caller, order, address, mode, resourceArn }: Ready): WayRunRow => {
  const id = randomUUID();
  const mark = `Rehome holds it for a plan (${id})`;
  return newRun({
    id,
    connection: scope.aws.connection,
    account: scope.account,
    region: scope.region,
    actor: caller.user,
    draftId: order.draftId,
    editRevision: null,
    kind: 'hold-address',
    mode,
    subject: {
      address,
      subnetId: order.subnetId,
      originalId: null,
      interfaceId: `${order.subnetId}/${address}`,
      attachmentId: null,
      deviceIndex: null,
      targetIndex: 0,
      deletedOnTermination: false,
      mark,
    },
    name: address,
    resourceArn,
    steps: stepsFor(scope, order, mark),
    before: [],
  });
};

const commit = async (tx: Transaction, ready: Ready, draft: DraftRow): Promise<Begun> => {
  if (draft.restoreId !== null || draft.revision !== ready.order.revision) return err({ code: 'conflict', what: 'draft', id: draft.id });
  const run = rowOf(ready);
  if (!(await insertWayRun(tx, run))) return err({ code: 'way-open' });
  await sendCarry(tx, run);
  await recordChange(tx, ready.scope, [begunEvent(run)]);
  return ok({ wayId: run.id });
};

/**
 * Begins to hold a free address of a plan: a subnet CIDR reservation of its own, explicit and of this one address, so that AWS gives it to nobody automatically while
 * the plan waits. It is released when the plan's restore is over, or when the plan does not want it any more. Not where anybody holds the address, or another
 * reservation covers it: they must not overlap.
 */
export const beginHold = async (scope: Scope, caller: Caller, order: HoldOrder): Promise<Begun> => {
  const draft = await reviewedDraft(scope, order);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  const address = parseIpv4(order.address);
  if (!plan.ok || address === null) return err({ code: 'no-hold', why: 'not-asked' });
  const facts = await readFacts(scope, factsSubject(plan.value), { reading: beginReading(), draftId: order.draftId });
  const why = whyNoHold(plan.value, indexFacts(facts), { subnetId: order.subnetId, address });
  if (why !== null) return err({ code: 'no-hold', why });
  const ready = { scope, caller, order, address, mode: await modeIn(scope.account), resourceArn: plan.value.source.resourceArn };
  return touchDraft<{ readonly wayId: string }, Refusal>(scope, { id: order.draftId, actor: caller.user, act: 'save' }, (tx, row) =>
    commit(tx, ready, row),
  );
};
