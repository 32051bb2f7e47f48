import 'server-only';
import {
  type ApprovalAnswer,
  countingApprovals,
  expiryOf,
  isOpen,
  type Own,
  ownersOf,
  type RequestEnd,
  type RequestEvidence,
  type RequestState,
  requestState,
} from '@/lib/access/approval/request';
import { type ApprovalNeeds, approvalNeeds, type StoredRule } from '@/lib/access/approval/rules';
import {
  type ApprovalAnswerRow,
  type ApprovalRequestHead,
  answersOf,
  approversAmong,
  peopleOfDrafts,
} from '@/lib/db/repositories/approvals';
import type { Executor } from '@/lib/db/repositories/executor';
import { storedRules } from './rules';

/** What a request is now, and what decides it. */
export interface Standing extends Own {
  readonly state: RequestState;
  readonly answers: readonly ApprovalAnswerRow[];
  /** The people whose approvals count. */
  readonly counting: readonly string[];
  /** How many have to. */
  readonly needed: number;
  /** What the rules want now of what was looked at when it was submitted. */
  readonly needsNow: ApprovalNeeds;
  readonly expiresAt: number;
}

/** What the one who asks knows better than the database. */
export interface Known {
  /** The rules, read a moment ago in the same transaction. */
  readonly rules?: readonly StoredRule[];
  /** What is needed on facts of now, at the start. */
  readonly needs?: ApprovalNeeds;
  /** Who is about to start: their own approval does not count then. */
  readonly starter?: string;
  readonly now?: number;
}

const endOf = (state: RequestState): RequestEnd | null => (isOpen(state) ? null : (state as RequestEnd));

/** What people and drafts are now, for many requests at once. */
interface Around {
  readonly rules: readonly StoredRule[];
  readonly answers: readonly ApprovalAnswerRow[];
  readonly approvers: readonly { readonly person: string; readonly account: string }[];
  readonly drafts: ReadonlyMap<string, { readonly owner: string; readonly editors: readonly string[] }>;
}

const around = async (on: Executor, requests: readonly ApprovalRequestHead[], rules?: readonly StoredRule[]): Promise<Around> => {
  const answers = await answersOf(on, unique(requests.map(({ id }) => id)));
  const approvers = await approversAmong(on, unique(answers.map(({ person }) => person)));
  const drafts = await peopleOfDrafts(on, unique(requests.map(({ draftId }) => draftId)));
  return { rules: rules ?? (await storedRules(on)), answers, approvers, drafts: new Map(drafts.map((draft) => [draft.id, draft])) };
};

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];

const standing = (request: ApprovalRequestHead, known: Known, { rules, answers, approvers, drafts }: Around): Standing => {
  const draft = drafts.get(request.draftId);
  // Those of then stay: who gave the plan away has made it all the same.
  const editors = unique([
    request.owner,
    ...request.editors,
    ...(draft?.editors ?? []),
    ...(known.starter === undefined ? [] : [known.starter]),
  ]);
  const own: Own = { requester: request.requester, owner: draft?.owner ?? request.owner, editors };
  const needsNow = known.needs ?? approvalNeeds(rules, request.traits);
  const given = answers.filter(({ requestId }) => requestId === request.id);
  const evidence: RequestEvidence = {
    ended: endOf(request.state),
    answers: given.map(({ person, answer }): ApprovalAnswer => ({ person, answer })),
    expiresAt: expiryOf(request.submittedAt.getTime(), request.expiresAt.getTime(), needsNow.validHours),
    // Where no rule wants it any more, it is what it was submitted for.
    approvals: needsNow.approvals === 0 ? request.needs.approvals : needsNow.approvals,
    own: ownersOf(own),
    approvers: new Set(approvers.flatMap(({ person, account }) => (account === '*' || account === request.account ? [person] : []))),
  };
  return {
    ...own,
    state: requestState(evidence, known.now ?? Date.now()),
    answers: given,
    counting: countingApprovals(evidence),
    needed: evidence.approvals,
    needsNow,
    expiresAt: evidence.expiresAt,
  };
};

/** What a request is, in `on` where that is a transaction: by its answers, by who may still approve, by whose the plan is, and by the rules of now. */
export const standingOf = async (on: Executor, request: ApprovalRequestHead, known: Known = {}): Promise<Standing> =>
  standing(request, known, await around(on, [request], known.rules));

/** What each of many requests is. */
export const standingsOf = async <R extends ApprovalRequestHead>(
  on: Executor,
  requests: readonly R[],
): Promise<readonly { readonly request: R; readonly standing: Standing }[]> => {
  if (requests.length === 0) return [];
  const all = await around(on, requests);
  return requests.map((request) => ({ request, standing: standing(request, {}, all) }));
};
