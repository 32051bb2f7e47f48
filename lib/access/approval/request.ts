import { err, ok, type Result } from '@/lib/result';

/**
 * What can become of a request for approval. `waiting` and `approved` are open; the others are for ever.
 * - `voided`: the plan, or what it would send, is another now, or the plan is gone
 * - `used`: a restore was started with it; an approval is for one start
 */
export const REQUEST_STATES = ['waiting', 'approved', 'refused', 'withdrawn', 'expired', 'voided', 'used'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Whether something can still become of a request. */
export const isOpen = (state: RequestState): boolean => state === 'waiting' || state === 'approved';

/** What a request stays once it is written down. */
export type RequestEnd = Exclude<RequestState, 'waiting' | 'approved'>;

/** Why a request was voided. */
export type VoidCause = 'plan-changed' | 'draft-discarded' | 'not-needed' | 'started-without-approval' | 'already-started';

/** What one person said, once. */
export interface ApprovalAnswer {
  readonly person: string;
  readonly answer: 'approve' | 'refuse';
}

/** Everything that decides what a request is. Instants in milliseconds. */
export interface RequestEvidence {
  /** Set once, by whatever ended it. */
  readonly ended: RequestEnd | null;
  readonly answers: readonly ApprovalAnswer[];
  readonly expiresAt: number;
  /** How many approvals it needs, under the rules of now. */
  readonly approvals: number;
  /** Whose approval counts for nothing: those whose own it is. */
  readonly own: readonly string[];
  /** Who may still approve in its account. */
  readonly approvers: ReadonlySet<string>;
}

/** The approvals that count: each person once, by those who may still approve and whose own the restore is not. */
export const countingApprovals = ({
  answers,
  own,
  approvers,
}: Pick<RequestEvidence, 'answers' | 'own' | 'approvers'>): readonly string[] => [
  ...new Set(
    answers.flatMap(({ person, answer }) => (answer === 'approve' && approvers.has(person) && !own.includes(person) ? [person] : [])),
  ),
];

/**
 * What a request is at `now`, by evidence alone. What ended it comes first, then a refusal (one refuses, whoever gave it may have lost the role since), then time, then the count.
 */
export const requestState = (evidence: RequestEvidence, now: number): RequestState => {
  if (evidence.ended !== null) return evidence.ended;
  if (evidence.answers.some(({ answer }) => answer === 'refuse')) return 'refused';
  if (now >= evidence.expiresAt) return 'expired';
  return countingApprovals(evidence).length >= evidence.approvals ? 'approved' : 'waiting';
};

/** When a request expires: the shortest validity of the rules then and of the rules now, counted from its submission. Hours; 0 where no rule matches any more. */
export const expiryOf = (submittedAt: number, storedExpiry: number, validHours: number): number =>
  validHours === 0 ? storedExpiry : Math.min(storedExpiry, submittedAt + validHours * 3_600_000);

/** Why somebody may not answer a request. */
export type MayNotAnswer =
  /** It is not open any more, as what. */
  | { readonly code: 'approval-ended'; readonly state: RequestState }
  /** It is their own: they submitted it, own the plan, or edited it. */
  | { readonly code: 'own-restore'; readonly as: 'requester' | 'owner' | 'editor' }
  | { readonly code: 'answered-before'; readonly answer: ApprovalAnswer['answer'] };

/** Whose a request is. */
export interface Own {
  readonly requester: string;
  /** Of the plan, now. */
  readonly owner: string;
  /** Everybody who saved the plan, or a plan that it is a copy of. */
  readonly editors: readonly string[];
}

/** Everybody of whom the restore is their own. */
export const ownersOf = ({ requester, owner, editors }: Own): readonly string[] => [...new Set([requester, owner, ...editors])];

/**
 * Whether `person` may approve or refuse, beside the permission to approve in the account (`may`): while it is open, once each, and nobody their own.
 * An approved request that was not started can still be refused, or be approved by one more.
 */
export const mayAnswer = (
  person: string,
  { state, answers, ...own }: Own & { readonly state: RequestState; readonly answers: readonly ApprovalAnswer[] },
): Result<null, MayNotAnswer> => {
  if (person === own.requester) return err({ code: 'own-restore', as: 'requester' });
  if (person === own.owner) return err({ code: 'own-restore', as: 'owner' });
  if (own.editors.includes(person)) return err({ code: 'own-restore', as: 'editor' });
  const before = answers.find((each) => each.person === person);
  if (before !== undefined) return err({ code: 'answered-before', answer: before.answer });
  return isOpen(state) ? ok(null) : err({ code: 'approval-ended', state });
};

/** Whether `person` may take a request back: whoever submitted it, or whose plan it is, while it is open. */
export const mayWithdraw = (
  person: string,
  { state, requester, owner }: Pick<Own, 'requester' | 'owner'> & { readonly state: RequestState },
): Result<null, { readonly code: 'not-requester' } | Extract<MayNotAnswer, { readonly code: 'approval-ended' }>> => {
  if (person !== requester && person !== owner) return err({ code: 'not-requester' });
  return isOpen(state) ? ok(null) : err({ code: 'approval-ended', state });
};
