import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuditEvent, AuditFilter, AuditPage, VerifiedPart } from '@/lib/data/audit/views';
import { POLL_SLOW_MS } from '@/lib/jobs/poll';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const common = { refetchIntervalInBackground: false, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** A filter as an address carries it. */
const auditSearch = (filter: AuditFilter): Readonly<Record<string, string | undefined>> => ({ ...filter });

/** The events on record that the caller may see, newest first, in pages. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    ...common,
    queryKey: ['audit', auditSearch(filter)],
    queryFn: ({ pageParam }) => getJson<AuditPage>(api.audit({ ...auditSearch(filter), after: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: (last: AuditPage) => last.next,
    placeholderData: keepPreviousData,
    // Pages behind the first are read again with it: somebody who has scrolled far reads on in peace.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : pollMs(query.state.error, POLL_SLOW_MS)),
  });

/** One event. It never changes. */
export const auditEventQuery = (chain: string, seq: number) =>
  queryOptions({
    ...common,
    queryKey: ['audit-event', chain, seq],
    queryFn: () => getJson<AuditEvent>(api.auditEvent(chain, seq)),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A part of a chain, verified: what follows `after`. Heads are `SEQ:HASH`. */
export const verifyPart = (chain: string, after: string | undefined, noted: string | undefined): Promise<VerifiedPart> =>
  getJson<VerifiedPart>(api.auditVerify(chain, { after, noted }));
