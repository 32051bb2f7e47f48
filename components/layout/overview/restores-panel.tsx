'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { JobTime, timesOf } from '@/components/jobs/job-time';
import { OutcomeBadge, StatusBadge } from '@/components/jobs/outcome-badge';
import { PercentBar } from '@/components/jobs/percent-bar';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { useTickingNow } from '@/components/ui/now';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { JobList, JobView, OpenRestoreView } from '@/lib/data/jobs/views';
import { isTerminal, outcomeOf } from '@/lib/jobs/status';
import { type Place, paths } from '@/lib/paths';
import { jobsQuery, listOverdueMs } from '@/lib/queries/jobs';
import { problemOf } from '@/lib/queries/problem-error';
import { FreshnessLine } from '../freshness-line';
import { tellable } from '../tellable';
import { recentJobs } from './recent-jobs';

const ROW = 'grid min-h-13 grid-cols-[6.5rem_minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line px-4 py-1.5 last:border-b-0';

const NOTHING = 'flex min-h-13 items-center px-4 text-text-dim';

/** What was restored, and below it in one line who started it and what came of it. */
const What = (props: { readonly href: string; readonly name: string | null; readonly id: string | null; readonly children: ReactNode }) => {
  const t = useTranslations('overview.restores');
  const { href, name, id, children } = props;
  return (
    <div className="flex min-w-0 flex-col">
      <span className="flex min-w-0 items-baseline gap-x-2">
        <TextLink href={href} className="truncate font-semibold">
          {name ?? id ?? t('unnamed')}
        </TextLink>
        {name !== null && id !== null && id !== name && <RowId value={id} within="window" />}
      </span>
      <span className="flex h-5 min-w-0 items-center gap-x-1.5 text-text-dim">{children}</span>
    </div>
  );
};

/** Who started a job, and (where it ended) the instance it made or AWS's words. */
const Story = ({ place, job }: { readonly place: Place; readonly job: JobView }) => {
  const t = useTranslations('overview.restores');
  const who = useWho();
  const by = job.startedBy === null ? t('elsewhere') : t('by', { user: who.inText(job.startedBy) });
  const words = job.createdResourceId === null ? job.statusMessage : null;
  return (
    <What href={paths.job(place, job.id)} name={job.resourceName} id={job.resourceId}>
      <span className="shrink-0">{by}</span>
      {(words !== null || job.createdResourceId !== null) && <span aria-hidden="true">·</span>}
      {words !== null && (
        <span className="truncate" title={words}>
          {words}
        </span>
      )}
      {job.createdResourceId !== null && <CopyableId value={job.createdResourceId} />}
    </What>
  );
};

const JobRow = ({ place, job }: { readonly place: Place; readonly job: JobView }) => (
  <li className={ROW}>
    <span>
      <StatusBadge status={job.status} />
    </span>
    <Story place={place} job={job} />
    {isTerminal(job.status) ? (
      <RelativeTime at={job.completedAt ?? job.createdAt} className="text-text-dim" />
    ) : (
      <span className="flex w-36 flex-col lg:w-52">
        <PercentBar percent={job.percent} outcome={outcomeOf('started', job.status)} />
        <JobTime times={timesOf(job)} like={job.like} open />
      </span>
    )}
  </li>
);

/** A restore that AWS has not answered yet: its record is safe, its job is looked for. */
const IntentRow = ({ intent }: { readonly intent: OpenRestoreView }) => {
  const t = useTranslations('overview.restores');
  const who = useWho();
  return (
    <li className={ROW}>
      <span>
        <OutcomeBadge outcome="starting" />
      </span>
      <What href={paths.historyEntry(intent.restoreId)} name={intent.resourceName} id={null}>
        {t('by', { user: who.inText(intent.startedBy) })}
      </What>
      <RelativeTime at={intent.intendedAt} className="text-text-dim" />
    </li>
  );
};

const Head = ({ text }: { readonly text: string }) => <h3 className="bg-surface-2 px-4 py-1 text-xs text-text-dim">{text}</h3>;

const Rows = ({ place, list }: { readonly place: Place; readonly list: JobList }) => {
  const t = useTranslations('overview.restores');
  const now = useTickingNow();
  const { running, lately } = recentJobs(list, now);
  const underWay = running.length + list.intents.length;
  return (
    <>
      <Head text={t('running', { count: underWay })} />
      {underWay === 0 ? (
        <p className={NOTHING}>{t('noneRunning')}</p>
      ) : (
        <ul>
          {list.intents.map((intent) => (
            <IntentRow key={intent.restoreId} intent={intent} />
          ))}
          {running.map((job) => (
            <JobRow key={job.id} place={place} job={job} />
          ))}
        </ul>
      )}
      <Head text={t('lately')} />
      {lately.length === 0 ? (
        <p className={NOTHING}>{t('noneLately')}</p>
      ) : (
        <ul>
          {lately.map((job) => (
            <JobRow key={job.id} place={place} job={job} />
          ))}
        </ul>
      )}
    </>
  );
};

/** Nothing is said of jobs that were never read: an empty list is then no answer. */
const Lists = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.restores');
  const { data, error } = useQuery(jobsQuery(place));
  if (data === undefined)
    return error === null ? <SkeletonRows rows={3} label={t('loading')} /> : <ProblemState problem={problemOf(error)} />;
  const problem = error === null ? data.freshness.problem : problemOf(error);
  const known = data.freshness.asOf !== null || data.jobs.length > 0 || data.intents.length > 0;
  if (!known) return problem === null ? <SkeletonRows rows={3} label={t('loading')} /> : <ProblemState problem={tellable(problem)} />;
  return (
    <>
      <Rows place={place} list={data} />
      <div className="border-t border-line px-4 py-1">
        <FreshnessLine freshness={data.freshness} error={error} overdueMs={listOverdueMs(data)} />
      </div>
    </>
  );
};

/** The restores of the place: those under way, with their progress, and those that ended in the last week. */
export const RestoresPanel = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.restores');
  return (
    <Panel title={t('title')} flush actions={<TextLink href={paths.jobs(place)}>{t('all')}</TextLink>}>
      <Lists place={place} />
    </Panel>
  );
};
