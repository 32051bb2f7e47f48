import { err, ok, type Result } from '@/lib/result';

/** What can be done to a draft that is there already. Looking at it and copying it touch nothing. */
export type DraftAct = 'save' | 'discard' | 'start' | 'take-over';

/** Who may do it: whoever may plan at all, or the draft's owner alone. */
export type DraftTable = Readonly<Record<DraftAct, 'anybody' | 'owner'>>;

/** A draft is its owner's. Others look, go on with a copy, or take it over: openly, on record, and the former owner's page says so at once. */
const TABLE: DraftTable = { save: 'owner', discard: 'owner', start: 'owner', 'take-over': 'anybody' };

/** Why a draft is not to be touched. */
export interface NotOwner {
  readonly code: 'not-owner';
  readonly owner: string;
  readonly act: DraftAct;
}

/**
 * Whether `actor` may do `act` to a draft of `owner`, or why not. It is asked in the transaction of the write, with the draft locked. The permission to plan or to
 * start at all is another question (`may`).
 */
export const mayTouchDraft = (
  { owner, actor, act }: { readonly owner: string; readonly actor: string; readonly act: DraftAct },
  table: DraftTable = TABLE,
): Result<null, NotOwner> => (table[act] === 'anybody' || owner === actor ? ok(null) : err({ code: 'not-owner', owner, act }));
