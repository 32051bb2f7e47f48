import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isOpen, type RequestState } from '@/lib/access/approval/request';
import type { ApprovalInbox, ApprovalPage, ApprovalView, DraftApproval } from '@/lib/data/approval/views';
import { api, type Place } from '@/lib/paths';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { ASKS_AWS_MS, getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const common = { refetchIntervalInBackground: false, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** While somebody waits for an answer. */
const SOON_MS = 4_000;
/** While nothing is asked, and for what tells of others' requests. */
const CALM_MS = 15_000;

/** The requests of a place in one of these states, or in any. */
export const approvalsQuery = (place: Place, states: readonly RequestState[]) =>
  infiniteQueryOptions({
    ...common,
    queryKey: ['approvals', place.account, place.region, states.join()],
    queryFn: ({ pageParam }) =>
      getJson<ApprovalPage>(
        api.approvals(place, { states: states.length === 0 ? undefined : states.join(), after: pageParam ?? undefined }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApprovalPage) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => pollMs(query.state.error, CALM_MS),
  });

/** One request, looked at again while something can become of it. */
export const approvalQuery = (place: Place, id: string) =>
  queryOptions({
    ...common,
    queryKey: ['approval', place.account, place.region, id],
    queryFn: () => getJson<ApprovalView>(api.approval(place, id)),
    refetchInterval: (query) =>
      pollMs(query.state.error, query.state.data === undefined || isOpen(query.state.data.state) ? SOON_MS : false),
  });

/** What the check says now of what was submitted. */
export const approvalCheckQuery = (place: Place, id: string) =>
  queryOptions({
    ...common,
    queryKey: ['approval-check', place.account, place.region, id],
    queryFn: () => getJson<readonly Diagnostic[]>(api.approvalCheck(place, id), ASKS_AWS_MS),
    refetchInterval: (query) => pollMs(query.state.error, CALM_MS),
  });

/** What a plan needs before it may start, and its newest request. Read again for each stored revision. */
export const draftApprovalQuery = (place: Place, draft: { readonly id: string; readonly revision: number }) =>
  queryOptions({
    ...common,
    queryKey: ['draft-approval', place.account, place.region, draft.id, draft.revision],
    queryFn: () => getJson<DraftApproval>(api.draftApproval(place, draft.id), ASKS_AWS_MS),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => {
      const state = query.state.data?.request?.state;
      return pollMs(query.state.error, state !== undefined && isOpen(state) ? SOON_MS : CALM_MS);
    },
  });

/** How many requests wait for the person. */
export const waitingQuery = () =>
  queryOptions({
    ...common,
    queryKey: ['approvals-waiting'],
    queryFn: () => getJson<{ readonly waiting: number }>(api.approvalsWaiting()),
    refetchInterval: (query) => pollMs(query.state.error, CALM_MS),
  });

/** What waits for the person, and what was started without approval. */
export const approvalInboxQuery = () =>
  queryOptions({
    ...common,
    queryKey: ['approval-inbox'],
    queryFn: () => getJson<ApprovalInbox>(api.approvalInbox()),
    refetchInterval: (query) => pollMs(query.state.error, CALM_MS),
  });
