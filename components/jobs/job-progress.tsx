'use client';

import { useTranslations } from 'use-intl';
import { Icon } from '@/components/ui/icon';
import { useSecondsNow } from '@/components/ui/now';
import { Panel } from '@/components/ui/panel';
import type { JobDetail, JobView } from '@/lib/data/jobs/views';
import { isTerminal, outcomeOf } from '@/lib/jobs/status';
import { clockText, estimate, expectedOf, type JobTimes } from '@/lib/jobs/timing';
import { ElapsedText, likeValues, timesOf } from './job-time';
import { JobTimeline } from './job-timeline';
import { PercentBar } from './percent-bar';

/** How long the job is expected to take, and by whom. */
const useExpectedText = (job: JobView, times: JobTimes): string => {
  const t = useTranslations('jobs.detail');
  const expected = expectedOf(times);
  if (expected === null) return t('expectedUnknown');
  const time = clockText(expected.seconds);
  return expected.basis === 'aws' || job.like === null ? t('expectedAws', { time }) : t('expectedLike', { time, ...likeValues(job.like) });
};

const Remaining = ({ times }: { readonly times: JobTimes }) => {
  const t = useTranslations('jobs.time');
  const now = useSecondsNow();
  const guess = estimate(times, now.getTime());
  if (guess === null) return '–';
  if (guess.overdue) return t(guess.basis === 'aws' ? 'overdue' : 'overdueLike');
  const time = clockText(guess.remainingSeconds);
  return t(guess.basis === 'percent' ? 'remainingByShare' : 'remaining', { time });
};

/** The course of a job: its steps, how far it is, how long it takes, and that nothing can stop it. */
export const JobProgress = ({ detail }: { readonly detail: JobDetail }) => {
  const t = useTranslations('jobs.detail');
  const { job } = detail;
  const open = !isTerminal(job.status);
  const times = timesOf(job);
  const expected = useExpectedText(job, times);
  const figures = [
    { name: open ? t('elapsed') : t('took'), value: <ElapsedText times={times} open={open} /> },
    { name: t('expected'), value: expected },
    ...(open ? [{ name: t('remaining'), value: <Remaining times={times} /> }] : []),
  ];
  return (
    <Panel title={t('progress')}>
      <div className="flex flex-col gap-4">
        <JobTimeline detail={detail} />
        <PercentBar percent={job.percent} outcome={outcomeOf('started', job.status)} large />
        <dl className="flex flex-wrap gap-x-8 gap-y-1">
          {figures.map((figure) => (
            <div key={figure.name} className="flex items-baseline gap-2">
              <dt className="text-text-dim">{figure.name}</dt>
              <dd className="mono min-w-10">{figure.value}</dd>
            </div>
          ))}
        </dl>
        {open && (
          <p className="flex items-start gap-2 text-text-dim">
            <Icon name="info" className="mt-0.5" />
            {t('noStop')}
          </p>
        )}
      </div>
    </Panel>
  );
};
