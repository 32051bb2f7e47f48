'use client';

import { useTranslations } from 'use-intl';
import { useSecondsNow } from '@/components/ui/now';
import type { Likeness } from '@/lib/jobs/like';
import { clockText, elapsedSeconds, expectedOf, type JobTimes } from '@/lib/jobs/timing';

/** What timing needs of a job, from its ISO instants. */
export const timesOf = (job: {
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly expectedMinutes: number | null;
  readonly like: Likeness | null;
  readonly percent: number | null;
}): JobTimes => ({
  createdAtMs: Date.parse(job.createdAt),
  completedAtMs: job.completedAt === null ? null : Date.parse(job.completedAt),
  expectedMinutes: job.expectedMinutes,
  likeSeconds: job.like?.medianSeconds ?? null,
  percent: job.percent,
});

const Running = ({ times }: { readonly times: JobTimes }) => {
  const now = useSecondsNow();
  return clockText(elapsedSeconds(times, now.getTime()));
};

/** How long a job has run, moved on each second while it does. `open`: it can still change. */
export const ElapsedText = ({ times, open }: { readonly times: JobTimes; readonly open: boolean }) =>
  open ? <Running times={times} /> : times.completedAtMs === null ? '–' : clockText(elapsedSeconds(times, times.completedAtMs));

/** How long a job is expected to take and by whom, in a few words, and the whole of it for a tip; `null`: nobody can tell. */
const useExpected = (times: JobTimes, like: Likeness | null): { readonly words: string; readonly whole: string } | null => {
  const t = useTranslations('jobs.time');
  const expected = expectedOf(times);
  if (expected === null) return null;
  const time = clockText(expected.seconds);
  if (expected.basis === 'aws' || like === null) return { words: t('of', { time }), whole: t('expected', { time }) };
  return { words: t('ofLike', { time, count: like.count }), whole: t('expectedLike', { time, ...likeValues(like) }) };
};

/** What a message says of restores like a job. */
export const likeValues = ({ of, count, leastSeconds, mostSeconds }: Likeness) => ({
  of,
  count,
  least: clockText(leastSeconds),
  most: clockText(mostSeconds),
});

/** Elapsed time and, below it while the job runs, the whole time that is expected and by whom: `0:14`, `of 1:00, AWS`. */
export const JobTime = (props: { readonly times: JobTimes; readonly like: Likeness | null; readonly open: boolean }) => {
  const { times, open } = props;
  const expected = useExpected(times, props.like);
  return (
    <span className="flex flex-col leading-4 whitespace-nowrap">
      <span className="mono">
        <ElapsedText times={times} open={open} />
      </span>
      {open && expected !== null && (
        <span className="text-[11px] text-text-dim" title={expected.whole}>
          {expected.words}
        </span>
      )}
    </span>
  );
};
