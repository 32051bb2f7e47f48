import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { endWait, lockOpenWait, ofWait, type WaitRow, writeAsking } from '@/lib/db/repositories/waits';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import type { Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { sendWatch } from './set-up';
import type { WaitProblem } from './views';

type Changed = Result<null, Problem | WaitProblem>;

/** Changes a wait of this place that may still start, locked. */
const change = (scope: Scope, id: string, act: (tx: Transaction, row: WaitRow) => Promise<Changed>): Promise<Changed> =>
  db().transaction(async (tx) => {
    const row = await lockOpenWait(tx, id);
    return row === null || row.account !== scope.account || row.region !== scope.region ? err({ code: 'wait-over' }) : act(tx, row);
  });

/** Cancels a wait: nothing was sent, and its claims end. Whoever may start restores here may do so, on record. */
export const cancelWait = (scope: Scope, caller: Caller, id: string): Promise<Changed> =>
  change(scope, id, async (tx, row) => {
    const ended = await endWait(tx, row, { state: 'cancelled', by: caller.user, at: new Date() });
    await recordChange(tx, scope, [ended]);
    return ok(null);
  });

/** What events tell of findings. */
export const toldFindings = (findings: readonly Diagnostic[]) => findings.map(({ rule, code, at }) => ({ rule, code, at }));

/** Accepts what a wait asks about: each of its findings, by its key. What is not accepted by then keeps it asking. Only whoever set it up answers for it. */
export const acceptForWait = (scope: Scope, caller: Caller, id: string, acknowledged: readonly string[]): Promise<Changed> =>
  change(scope, id, async (tx, row) => {
    if (row.actor !== caller.user) return err({ code: 'not-yours', by: row.actor });
    const accepted = row.findings.filter((each) => acknowledged.includes(acceptanceKey(each)));
    const left = row.findings.filter((each) => !accepted.includes(each));
    await writeAsking(tx, row.id, {
      state: left.length === 0 ? 'waiting' : 'asking',
      findings: left,
      accepted: [...new Set([...row.accepted, ...accepted.map(acceptanceKey)])],
    });
    await sendWatch(tx, row);
    const event: NewEvent = {
      at: new Date(),
      actor: caller.user,
      kind: 'wait-accepted',
      subject: row.id,
      data: { ...ofWait(row), findings: toldFindings(accepted) },
    };
    await recordChange(tx, scope, accepted.length === 0 ? [] : [event]);
    return ok(null);
  });
