import 'server-only';
import { isOpen, REQUEST_STATES, type RequestEnd, type RequestState } from '@/lib/access/approval/request';
import { may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import {
  type ApprovalRequestHead,
  accountsWithOpenRequests,
  endedRequests,
  openRequests,
  type RequestKey,
} from '@/lib/db/repositories/approvals';
import { type StartedWithoutApproval, startedWithoutApproval } from '@/lib/db/repositories/restores';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { readKey, writeKey } from '../history/key';
import { resourceIdOf } from '../inventory/resource-id';
import type { Scope } from '../scope';
import { headView } from './head-view';
import { standingsOf } from './standing';
import type { ApprovalHeadView, ApprovalInbox, ApprovalPage, WithoutApprovalView } from './views';

/** More open requests at once than anybody answers. */
const MAX_OPEN = 300;
const PAGE_ROWS = 100;
const LOUD_MS = 30 * 24 * 3_600_000;

const isEnd = (state: RequestState): state is RequestEnd => !isOpen(state);

const views = async (requests: readonly ApprovalRequestHead[], caller: Caller): Promise<readonly ApprovalHeadView[]> =>
  (await standingsOf(db(), requests)).map(({ request, standing }) => headView(request, standing, caller));

/** The requests of a place in one of `states` (none named: all), those that are open first, then the newest; a page behind `after`. */
export const listApprovals = async (
  scope: Scope,
  caller: Caller,
  { states, after }: { readonly states: readonly RequestState[]; readonly after: string | null },
): Promise<Result<ApprovalPage, Problem>> => {
  const wanted = states.length === 0 ? REQUEST_STATES : states;
  const key = keyOf(after);
  if (after !== null && key === null) return err({ code: 'bad-input', fields: ['after'] });
  const [open, ended] = await Promise.all([
    key === null ? openRequests([scope.account], MAX_OPEN) : [],
    endedRequests(scope, wanted.filter(isEnd), key, PAGE_ROWS + 1),
  ]);
  const shown = ended.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  const here = (await views(open, caller)).filter(({ region, state }) => region === scope.region && wanted.includes(state));
  return ok({
    approvals: [...here, ...(await views(shown, caller))],
    next: ended.length > PAGE_ROWS && last !== undefined ? writeKey({ intendedAt: last.submittedAt, id: last.id }) : null,
  });
};

const keyOf = (after: string | null): RequestKey | null => {
  const key = after === null ? null : readKey(after);
  return key === null ? null : { submittedAt: new Date(key.intendedAt), id: key.id };
};

/** The requests that wait for an answer of the caller: open without enough approvals, in an account where they may approve, and not their own; the newest first. */
const waitingFor = async (caller: Caller): Promise<readonly ApprovalHeadView[]> => {
  if (!may(caller.grants, 'approve-restore', null)) return [];
  const accounts = (await accountsWithOpenRequests()).filter((account) => may(caller.grants, 'approve-restore', account));
  const open = await views(await openRequests(accounts, MAX_OPEN), caller);
  return open.filter(({ state, mayNotAnswer }) => state === 'waiting' && mayNotAnswer === null);
};

/** How many requests wait for an answer of the caller. */
export const countWaiting = async (caller: Caller): Promise<Result<{ readonly waiting: number }, Problem>> =>
  ok({ waiting: (await waitingFor(caller)).length });

/** What waits for the caller, and, for approvers and administrators, which restores of the last 30 days were started without the approval that they needed. */
export const approvalInbox = async (caller: Caller): Promise<Result<ApprovalInbox, Problem>> => {
  const told = (account: string): boolean =>
    may(caller.grants, 'approve-restore', account) || may(caller.grants, 'start-without-approval', account);
  const [waiting, started] = await Promise.all([waitingFor(caller), startedWithoutApproval(new Date(Date.now() - LOUD_MS))]);
  return ok({ waiting, withoutApproval: started.filter(({ account }) => told(account)).map(withoutApprovalView) });
};

const withoutApprovalView = ({ id, resourceArn, startedAt, ...rest }: StartedWithoutApproval): WithoutApprovalView => ({
  ...rest,
  restoreId: id,
  resourceId: resourceArn === null ? null : resourceIdOf(resourceArn),
  startedAt: startedAt.toISOString(),
});
