import { queryOptions } from '@tanstack/react-query';
import type { JobDetail, JobList } from '@/lib/data/jobs/views';
import { jobPollMs, listPollMs, overdueMs } from '@/lib/jobs/poll';
import { isTerminal } from '@/lib/jobs/status';
import { api, type Place } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const common = { refetchIntervalInBackground: false, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** How many jobs, intents or waits of a list can still change. */
const openIn = (list: JobList): number =>
  list.intents.length +
  list.waits.filter(({ endedAt }) => endedAt === null).length +
  list.jobs.filter((job) => !isTerminal(job.status)).length;

/** After how long without a newer read of AWS a list says so. */
export const listOverdueMs = (list: JobList): number => overdueMs(openIn(list));

const listNeeds = (list: JobList): number =>
  listPollMs(
    {
      open: openIn(list),
      stale: list.freshness.problem !== null,
      asOfMs: list.freshness.asOf === null ? null : Date.parse(list.freshness.asOf),
    },
    Date.now(),
  );

/** The restore jobs of a place: read fast while one can change, slowly after; hidden tabs rest. */
export const jobsQuery = (place: Place) =>
  queryOptions({
    ...common,
    queryKey: ['jobs', place.account, place.region],
    queryFn: () => getJson<JobList>(api.jobs(place)),
    refetchInterval: (query) => pollMs(query.state.error, query.state.data === undefined ? false : listNeeds(query.state.data)),
  });

/** As `listOverdueMs`; `null`: it is not read again. */
export const jobOverdueMs = (detail: JobDetail): number | null =>
  jobNeeds(detail) === false ? null : overdueMs(isTerminal(detail.job.status) ? 0 : 1);

const jobNeeds = (detail: JobDetail): number | false =>
  jobPollMs(
    {
      status: detail.job.status,
      outcome: detail.origin?.outcome ?? null,
      createdAtMs: Date.parse(detail.job.createdAt),
      verifying:
        detail.origin?.outcome === 'completed' && detail.origin.verification === null && detail.origin.verificationProblem === null,
      stale: detail.freshness.problem !== null,
    },
    Date.now(),
  );

/** One restore job, until it is terminal and its addresses were read. */
export const jobQuery = (place: Place, id: string) =>
  queryOptions({
    ...common,
    queryKey: ['job', place.account, place.region, id],
    queryFn: () => getJson<JobDetail>(api.job(place, id)),
    refetchInterval: (query) => pollMs(query.state.error, query.state.data === undefined ? false : jobNeeds(query.state.data)),
  });
