'use client';

import { useTranslations } from 'use-intl';
import { useSecondsNow } from '@/components/ui/now';
import { clockText, elapsedSeconds, type JobTimes } from '@/lib/jobs/timing';

/** What timing needs of a job, from its ISO instants. */
export const timesOf = (job: {
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly expectedMinutes: number | null;
  readonly percent: number | null;
}): JobTimes => ({
  createdAtMs: Date.parse(job.createdAt),
  completedAtMs: job.completedAt === null ? null : Date.parse(job.completedAt),
  expectedMinutes: job.expectedMinutes,
  percent: job.percent,
});

const Running = ({ times }: { readonly times: JobTimes }) => {
  const now = useSecondsNow();
  return clockText(elapsedSeconds(times, now.getTime()));
};

/** How long a job has run, moved on each second while it does. `open`: it can still change. */
export const ElapsedText = ({ times, open }: { readonly times: JobTimes; readonly open: boolean }) =>
  open ? <Running times={times} /> : times.completedAtMs === null ? '–' : clockText(elapsedSeconds(times, times.completedAtMs));

/** Elapsed time and, while it runs, the whole time that AWS expects: `0:14 of 1:00`. */
export const JobTime = ({ times, open }: { readonly times: JobTimes; readonly open: boolean }) => {
  const t = useTranslations('jobs.time');
  const expected = open && times.expectedMinutes !== null && times.expectedMinutes > 0 ? clockText(times.expectedMinutes * 60) : null;
  return (
    <span className="mono whitespace-nowrap">
      <ElapsedText times={times} open={open} />
      {expected !== null && (
        <span className="text-text-dim" title={t('expected', { time: expected })}>
          {' '}
          {t('of', { time: expected })}
        </span>
      )}
    </span>
  );
};
