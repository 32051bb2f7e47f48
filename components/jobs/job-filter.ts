import type { JobView } from '@/lib/data/jobs/views';
import { jobStatusRow } from '@/lib/jobs/status';
import { type UrlChange, urlFlag, urlOneOf, urlText } from '@/lib/url-codecs';

/** What a list of jobs may be sorted by; `started` newest first is how it comes. */
export const SORTS = ['started', 'source', 'status', 'addresses', 'by'] as const;
export type JobSort = (typeof SORTS)[number];

/** What one may choose a list of jobs by, besides `any`. */
export const STATUS_CHOICES = ['any', 'open', 'completed', 'failed', 'aborted', 'forgotten'] as const;

/** The list's filter as its address carries it. */
export const JOB_FILTER = {
  q: urlText,
  status: urlOneOf(STATUS_CHOICES, 'any'),
  ours: urlFlag,
  sort: urlOneOf(SORTS, 'started'),
  dir: urlOneOf(['asc', 'desc'] as const, 'desc'),
} as const;

/** The change that shows every job again. */
export const ALL_JOBS: UrlChange<typeof JOB_FILTER> = { q: null, status: null, ours: null };

export interface JobFilter {
  readonly q: string;
  readonly status: (typeof STATUS_CHOICES)[number];
  readonly ours: boolean;
}

/** The name that is shown for a person's id. */
export type NameOf = (id: string) => string;

/** How the list is sorted. */
export interface JobOrder {
  readonly sort: JobSort;
  readonly dir: 'asc' | 'desc';
}

/** The order that a click on a column's head gives: a new column begins with what one looks for first, a second click turns it. */
export const orderAfter = (order: JobOrder, sort: JobSort): JobOrder => {
  if (order.sort === sort) return { sort, dir: order.dir === 'asc' ? 'desc' : 'asc' };
  return { sort, dir: sort === 'started' ? 'desc' : 'asc' };
};

const textOf = (job: JobView, nameOf: NameOf): string =>
  [
    job.resourceName,
    job.resourceId,
    job.resourceType,
    job.id,
    job.recoveryPointArn,
    job.createdResourceId,
    job.startedBy === null ? null : nameOf(job.startedBy),
    job.status,
    job.statusMessage,
    ...job.addresses,
  ]
    .filter((each) => each !== null)
    .join('\n')
    .toLowerCase();

/** The jobs that meet every condition; each word of the text must be found somewhere in the row or behind it. */
export const filterJobs = (jobs: readonly JobView[], filter: JobFilter, nameOf: NameOf): readonly JobView[] => {
  const words = filter.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const result = filter.status === 'any' ? undefined : filter.status === 'open' ? null : filter.status;
  return jobs.filter(
    (job) =>
      (!filter.ours || job.origin === 'here') &&
      (result === undefined || jobStatusRow(job.status).result === result) &&
      (words.length === 0 || words.every((word) => textOf(job, nameOf).includes(word))),
  );
};

/** Whether the filter hides anything at all. */
export const isFiltering = (filter: JobFilter): boolean => filter.q.trim() !== '' || filter.status !== 'any' || filter.ours;

/** Whether the list is shown whole and in the order in which it comes. */
export const showsAsItComes = (filter: JobFilter & JobOrder): boolean =>
  !isFiltering(filter) && filter.sort === 'started' && filter.dir === 'desc';
