import type { JobView } from '@/lib/data/jobs/views';
import { OUTCOMES, outcomeOfJob } from '@/lib/jobs/status';
import { ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import type { JobOrder, JobSort, NameOf } from './job-filter';

/** What a job is sorted by; `null` where it has no such thing: those come last, whichever way the list is turned. */
const KEYS: Readonly<Record<JobSort, (job: JobView, nameOf: NameOf) => string | number | null>> = {
  started: (job) => Date.parse(job.createdAt),
  source: (job) => (job.resourceName ?? job.resourceId)?.toLowerCase() ?? null,
  status: (job) => OUTCOMES.indexOf(outcomeOfJob(job.status)),
  addresses: ({ addresses }) => {
    const first = parseIpv4(addresses[0] ?? '');
    return first === null ? null : ipv4ToNumber(first);
  },
  by: (job, nameOf) => (job.startedBy === null ? null : nameOf(job.startedBy).toLowerCase()),
};

/** Jobs in the wanted order; equal ones stay as they come, newest first. */
export const sortJobs = (jobs: readonly JobView[], { sort, dir }: JobOrder, nameOf: NameOf): readonly JobView[] => {
  if (sort === 'started' && dir === 'desc') return jobs;
  const sign = dir === 'asc' ? 1 : -1;
  const keyed = jobs.map((job) => ({ job, key: KEYS[sort](job, nameOf) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return a.key === b.key ? 0 : a.key < b.key ? -sign : sign;
  });
  return keyed.map(({ job }) => job);
};
