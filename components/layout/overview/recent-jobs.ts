import type { JobList, JobView } from '@/lib/data/jobs/views';
import { isTerminal } from '@/lib/jobs/status';

const LATELY_MS = 7 * 24 * 3_600_000;
const MOST_LATELY = 6;

/** What the overview tells of a place's restores. */
export interface RecentJobs {
  /** Under way, the oldest first: it has waited longest. */
  readonly running: readonly JobView[];
  /** Ended within the last week, the latest first, a handful. */
  readonly lately: readonly JobView[];
}

const endedAt = (job: JobView): number => Date.parse(job.completedAt ?? job.createdAt);

/** The restores that ended within the last week, all of them. */
export const endedLately = (list: JobList, now: Date): readonly JobView[] =>
  list.jobs.filter((job) => isTerminal(job.status) && endedAt(job) > now.getTime() - LATELY_MS);

/** How many restores are under way, those included that AWS has not answered yet. */
export const underWay = (list: JobList): number => list.intents.length + list.jobs.filter((job) => !isTerminal(job.status)).length;

/** The restores under way and those that ended lately. */
export const recentJobs = (list: JobList, now: Date): RecentJobs => ({
  running: list.jobs.filter((job) => !isTerminal(job.status)).sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt)),
  lately: [...endedLately(list, now)].sort((a, b) => endedAt(b) - endedAt(a)).slice(0, MOST_LATELY),
});
