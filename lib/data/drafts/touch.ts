import 'server-only';
import { type DraftAct, mayTouchDraft, type NotOwner } from '@/lib/access/drafts';
import { changeDraft, type DraftRow } from '@/lib/db/repositories/drafts';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';
import { isUuid } from '../uuid';
import type { SaveDraftProblem } from './views';

type Outcome<T, E> = Result<T, Problem | NotOwner | E>;

/**
 * Changes a draft of this place, if `actor` may do `act` to it. The question, and whatever `change` looks at, stand in one transaction with the write: nobody becomes
 * the owner, saves or starts between them.
 */
export const touchDraft = async <T, E = SaveDraftProblem>(
  place: Place,
  { id, actor, act }: { readonly id: string; readonly actor: string; readonly act: DraftAct },
  change: (on: Transaction, row: DraftRow) => Promise<Outcome<T, E>>,
): Promise<Outcome<T, E>> => {
  const absent = err({ code: 'not-found', what: 'draft', id } as const);
  if (!isUuid(id)) return absent;
  return changeDraft(id, async (on, row): Promise<Outcome<T, E>> => {
    if (row === null || row.account !== place.account || row.region !== place.region) return absent;
    const allowed = mayTouchDraft({ owner: row.owner, actor, act });
    return allowed.ok ? change(on, row) : allowed;
  });
};
