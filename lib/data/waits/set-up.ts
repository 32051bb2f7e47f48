import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NotOwner } from '@/lib/access/drafts';
import { databaseNow } from '@/lib/db/about';
import { rawExecutor } from '@/lib/db/raw';
import { claim } from '@/lib/db/repositories/claims';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { insertWait, lastWaitOfDraft, ofWait, removeWait, type WaitRow } from '@/lib/db/repositories/waits';
import { sendTask } from '@/lib/engine/send';
import { isHeld, MAX_WAIT_MS } from '@/lib/jobs/wait';
import type { Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { err, ok, type Result } from '@/lib/result';
import { couldStart } from '../approval/at-start';
import { touchDraft } from '../drafts/touch';
import type { Scope } from '../scope';
import { checkNow, claimedBy } from '../start-restore/orders';
import { type Prepared, prepareStart, type Starter, type StartOrder } from '../start-restore/prepare';
import type { StartProblem } from '../start-restore/views';
import type { WaitProblem } from './views';

/** A start that is confirmed now and made later. Instants in milliseconds since 1970. */
export interface WaitOrder extends StartOrder {
  /** Not before this; `null`: as soon as the addresses are free. */
  readonly notBefore: number | null;
  /** When it gives up. */
  readonly until: number;
}

type Refusal = Problem | StartProblem | WaitProblem | NotOwner;

const DAY_MS = 24 * 3_600_000;

const isTime = ({ notBefore, until }: WaitOrder, now: number): boolean =>
  until > now && until <= now + MAX_WAIT_MS && (notBefore === null || notBefore < until);

/**
 * Sets up a start that waits: everything that a start asks is asked now (reviewed draft, fresh facts, check, acceptances, approval), but that addresses are held does not stand in the
 * way. Then the wait, its claims, its task and its event are committed together. It is all asked again when it starts.
 */
export const waitForStart = async (
  scope: Scope,
  starter: Starter,
  order: WaitOrder,
): Promise<Result<{ readonly waitId: string }, Refusal>> => {
  // By the clock that it expires by.
  if (!isTime(order, (await databaseNow()).getTime())) return err({ code: 'wait-time', maxDays: MAX_WAIT_MS / DAY_MS });
  const prepared = await prepareStart(scope, starter, order, (plan, draftId, reading) =>
    checkNow(scope, plan, reading, { ...order, draftId, waits: true }),
  );
  if (!prepared.ok) return prepared;
  const { start } = prepared.value;
  return touchDraft<{ readonly waitId: string }, Refusal>(
    scope,
    { id: order.draftId, actor: starter.user, act: 'start' },
    async (tx, draft) => {
      if (draft.restoreId !== null || draft.revision !== order.revision) return err({ code: 'conflict', what: 'draft', id: draft.id });
      const last = await lastWaitOfDraft(tx, draft.id);
      if (last !== null && (last.state === 'waiting' || last.state === 'asking')) return err({ code: 'already-waiting', waitId: last.id });
      const permit = await couldStart(tx, prepared.value);
      if (!permit.ok) return permit;
      const row = rowOf(prepared.value, order, permit.value.approvalId);
      await insertWait(tx, row);
      const holders = await claim(tx, scope, start.claims, {
        restoreId: null,
        waitId: row.id,
        claimedBy: starter.user,
        claimedAt: row.createdAt,
      });
      if (holders.length > 0) {
        await removeWait(tx, row.id);
        return err(claimedBy(holders));
      }
      await sendWatch(tx, row);
      await recordChange(tx, scope, [setEvent(row, prepared.value, permit.value.withoutApproval)]);
      return ok({ waitId: row.id });
    },
  );
};

/** Has the place of a wait looked at now. In a transaction, before it writes to the record. */
export const sendWatch = async (
  tx: Transaction,
  { connection, actor, account, region }: Pick<WaitRow, 'connection' | 'actor' | 'account' | 'region'>,
): Promise<void> => {
  await sendTask(rawExecutor(tx), 'watch-addresses', { connection, actor, account, region });
};

const textOf = ({ params }: Diagnostic): readonly string[] => (typeof params.address === 'string' ? [params.address] : []);

const rowOf = ({ start, withoutApproval }: Prepared, order: WaitOrder, approvalId: string | null): WaitRow => {
  const { run, restore, draft } = start;
  return {
    id: randomUUID(),
    connection: run.connection,
    account: run.account,
    region: run.region,
    actor: run.actor,
    draftId: draft.id,
    revision: draft.revision,
    resourceArn: restore.resourceArn,
    resourceName: restore.resourceName,
    reason: run.reason,
    ticket: run.ticket,
    withoutApproval,
    approvalId,
    accepted: restore.accepted,
    wanted: start.claims,
    held: restore.diagnostics.filter(isHeld).flatMap(textOf),
    notBefore: order.notBefore === null ? null : new Date(order.notBefore),
    until: new Date(order.until),
    state: 'waiting',
    findings: [],
    stopCause: null,
    problem: null,
    checkedAt: null,
    restoreId: null,
    createdAt: new Date(),
    endedAt: null,
    endedBy: null,
  };
};

const setEvent = (row: WaitRow, { start }: Prepared, withoutApproval: string | null): NewEvent => ({
  at: row.createdAt,
  actor: row.actor,
  kind: 'wait-set',
  subject: row.id,
  data: {
    ...ofWait(row),
    revision: row.revision,
    recoveryPointArn: start.restore.recoveryPointArn ?? '',
    claims: row.wanted.map(({ subnetId, address }) => ({ subnetId, address })),
    notBefore: row.notBefore?.toISOString() ?? null,
    until: row.until.toISOString(),
    reason: row.reason,
    ticket: row.ticket,
    ...(withoutApproval === null ? {} : { withoutApproval }),
  },
});
