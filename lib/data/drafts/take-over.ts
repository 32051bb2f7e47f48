import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { giveDraft } from '@/lib/db/repositories/drafts';
import { appendEvents } from '@/lib/db/repositories/events';
import type { Problem } from '@/lib/problem';
import { accountChain } from '@/lib/record/event';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { touchDraft } from './touch';
import type { SaveDraftProblem } from './views';

/** Makes the caller the owner of an unstarted draft, on record. What its former owner has not saved stays in their browser, where their page offers it as a copy. */
export const takeOverDraft = (scope: Scope, caller: Caller, id: string): Promise<Result<null, Problem | SaveDraftProblem>> =>
  touchDraft(scope, { id, actor: caller.user, act: 'take-over' }, async (on, row) => {
    if (row.restoreId !== null) return err({ code: 'already-started', restoreId: row.restoreId });
    if (row.owner === caller.user) return ok(null);
    await giveDraft(on, row, caller.user);
    const data = { draftId: id, region: scope.region, from: row.owner };
    await appendEvents(on, accountChain(scope.account), [
      { at: new Date(), actor: caller.user, kind: 'draft-taken-over', subject: id, data },
    ]);
    return ok(null);
  });
