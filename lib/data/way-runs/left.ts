import 'server-only';
import type { Transaction } from '@/lib/db/repositories/executor';
import { waysOfDraft } from '@/lib/db/repositories/way-runs';
import { whyNoUndo } from '@/lib/restore/way-run/advance';
import { leaves, OPEN_RUN_STATES } from '@/lib/restore/way-run/run';
import type { Scope } from '../scope';
import { ownSeen } from './look';
import { runOf } from './stored-run';

/**
 * Whether a plan has a way that is still watched, or one that failed half-way and left something in AWS which can be taken back. Its page is where people are told what is left
 * and how it is taken back, so it is not discarded before.
 */
export const hasWayLeft = async (tx: Transaction, scope: Scope, draftId: string): Promise<boolean> => {
  for (const row of await waysOfDraft(tx, draftId)) {
    if (OPEN_RUN_STATES.some((state) => state === row.state)) return true;
    if (row.state !== 'failed' || !leaves(row)) continue;
    if (whyNoUndo(runOf(row), await ownSeen(scope, row)) === null) return true;
  }
  return false;
};
