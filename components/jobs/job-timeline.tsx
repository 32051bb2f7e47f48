'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import type { JobDetail } from '@/lib/data/jobs/views';
import { type JobPhase, jobStatusRow } from '@/lib/jobs/status';
import { statusWord } from './job-title';

type StepState = 'done' | 'current' | 'next' | 'skipped' | 'completed' | 'failed' | 'aborted' | 'forgotten';

interface Step {
  readonly key: string;
  readonly title: string;
  readonly at: string | null;
  readonly state: StepState;
}

const MARKS: Readonly<Record<StepState, readonly [string, IconName]>> = {
  done: ['border-accent bg-accent-soft text-accent', 'done'],
  current: ['border-info bg-info-soft text-info', 'job'],
  next: ['border-line-strong bg-surface-1 text-text-dim', 'point'],
  skipped: ['border-line-strong bg-surface-1 text-text-dim', 'point'],
  completed: ['border-ok bg-ok-soft text-ok', 'done'],
  failed: ['border-danger bg-danger-soft text-danger', 'error'],
  aborted: ['border-warn bg-warn-soft text-warn', 'close'],
  forgotten: ['border-warn bg-warn-soft text-warn', 'unknown'],
};

/** What a job went through. AWS does not tell when it began to run: that is when a sweep first saw it so. */
const useSteps = ({ job, runningSeenAt }: JobDetail): readonly Step[] => {
  const jobs = useTranslations('jobs');
  const t = useTranslations('jobs.detail');
  const { phase, result } = jobStatusRow(job.status);
  // What completed has run, whether or not somebody looked; what failed may have failed before.
  const unseen: Pick<Step, 'title' | 'state'> =
    result === 'completed' ? { title: t('runningUnseen'), state: 'done' } : { title: t('runningNever'), state: 'skipped' };
  const running: Readonly<Record<JobPhase, Pick<Step, 'title' | 'state'>>> = {
    waiting: { title: t('runningNext'), state: 'next' },
    running: { title: runningSeenAt === null ? t('runningNext') : t('runningSince'), state: 'current' },
    ended: runningSeenAt === null ? unseen : { title: t('runningSince'), state: 'done' },
  };
  return [
    { key: 'pending', title: t('pending'), at: job.createdAt, state: phase === 'waiting' ? 'current' : 'done' },
    { key: 'running', ...running[phase], at: runningSeenAt },
    { key: 'end', title: result === null ? t('endNext') : statusWord(jobs, job.status), at: job.completedAt, state: result ?? 'next' },
  ];
};

/** The time of day; the whole instant with its zone on hover. The day stands among the job's details. */
const StepTime = ({ at }: { readonly at: string }) => {
  const format = useFormatter();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(instant, { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' })} className="mono">
      {format.dateTime(instant, { timeStyle: 'medium', hourCycle: 'h23' })}
    </time>
  );
};

/** The course of a restore in three steps with their times. */
export const JobTimeline = ({ detail }: { readonly detail: JobDetail }) => {
  const t = useTranslations('jobs.detail');
  const steps = useSteps(detail);
  return (
    <ol aria-label={t('steps')} className="grid gap-x-2 gap-y-3 sm:grid-cols-3">
      {steps.map((step, index) => {
        const [look, icon] = MARKS[step.state];
        return (
          <li key={step.key} aria-current={step.state === 'current' ? 'step' : undefined} className="flex items-start gap-2.5">
            <span className={cx('flex size-7 shrink-0 items-center justify-center rounded-full border', look)}>
              <Icon name={icon} />
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="flex items-center gap-2 font-semibold">
                <span className={cx((step.state === 'next' || step.state === 'skipped') && 'text-text-dim')}>{step.title}</span>
                {index < steps.length - 1 && (
                  <span aria-hidden="true" className="ml-auto hidden h-px w-6 shrink-0 bg-line-strong sm:block" />
                )}
              </span>
              <span className="min-h-5 text-text-dim">{step.at === null ? '–' : <StepTime at={step.at} />}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
};
