'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { wordedPart } from '@/components/layout/worded-part';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { useUrlState } from '@/components/ui/use-url-state';
import type { JobList } from '@/lib/data/jobs/views';
import { type Place, paths } from '@/lib/paths';
import { jobsQuery, listOverdueMs } from '@/lib/queries/jobs';
import { StateAnnouncer } from './announcer';
import { ALL_JOBS, filterJobs, isFiltering, JOB_FILTER, orderAfter } from './job-filter';
import { jobName, statusWord } from './job-title';
import { JobsFilterBar } from './jobs-filter-bar';
import { JobsTable } from './jobs-table';
import { sortJobs } from './sort-jobs';

// Few places have any.
const WaitsList = wordedPart(['waits', 'problems'], () => import('@/components/waits/waits-list').then((module) => module.WaitsList));

const SKELETON_ROWS = 8;

const Nothing = ({ place, list, onClear }: { readonly place: Place; readonly list: JobList; readonly onClear: () => void }) => {
  const t = useTranslations('jobs.list');
  const common = useTranslations('common.actions');
  if (list.jobs.length > 0)
    return (
      <EmptyState icon="filter" title={t('noMatch.title')} actions={<Button onClick={onClear}>{common('clear')}</Button>}>
        {t('noMatch.text', { total: list.jobs.length })}
      </EmptyState>
    );
  if (list.freshness.asOf === null && list.freshness.problem === null) return <SkeletonRows rows={SKELETON_ROWS} label={t('reading')} />;
  return (
    <EmptyState
      icon="job"
      title={t('empty.title')}
      actions={
        <LinkButton href={paths.points(place)} tone="primary" icon="point">
          {t('empty.action')}
        </LinkButton>
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
};

const Announcer = ({ list }: { readonly list: JobList }) => {
  const t = useTranslations('jobs');
  const things = useMemo(
    () =>
      list.jobs.map((job) => ({
        id: job.id,
        state: job.status,
        sentence: t('announce', { name: jobName(job), state: statusWord(t, job.status) }),
      })),
    [list.jobs, t],
  );
  return <StateAnnouncer things={things} />;
};

const Loaded = ({ place, list, error }: { readonly place: Place; readonly list: JobList; readonly error: unknown }) => {
  const t = useTranslations('jobs');
  const nav = useTranslations('common.nav');
  const [filter, change] = useUrlState(JOB_FILTER);
  const { name } = useWho();
  const shown = useMemo(() => sortJobs(filterJobs(list.jobs, filter, name), filter, name), [list.jobs, filter, name]);
  const clear = () => change(ALL_JOBS);
  // An intent has no job yet: only a filter that looks for something else hides it.
  const intents = isFiltering(filter) && !(filter.ours || filter.status === 'open') ? [] : list.intents;
  const { rest = 0 } = list;
  const counts = { shown: shown.length + rest, total: list.jobs.length + rest };
  return (
    <>
      <PageHeader title={t('title')} about={<FreshnessLine freshness={list.freshness} error={error} overdueMs={listOverdueMs(list)} />} />
      {list.waits.length > 0 && (
        <Suspense>
          <WaitsList waits={list.waits.map((wait) => ({ ...wait, ...place }))} />
        </Suspense>
      )}
      <JobsFilterBar
        filter={filter}
        onChange={change}
        onClear={clear}
        count={isFiltering(filter) ? t('list.countOf', counts) : t('list.count', counts)}
      />
      <Announcer list={list} />
      {shown.length + intents.length === 0 ? (
        <div className="rounded-md border border-line bg-surface-1">
          <Nothing place={place} list={list} onClear={clear} />
        </div>
      ) : (
        <JobsTable
          place={place}
          label={t('list.label', { region: place.region })}
          jobs={shown}
          rest={rest}
          all={list.jobs}
          intents={intents}
          order={filter}
          onSort={(sort) => change(orderAfter(filter, sort))}
        />
      )}
      {list.more && (
        <Notice tone="info" className="mt-3">
          <p>{t('list.more', { count: counts.total })}</p>
          <TextLink href={paths.history()}>{nav('history')}</TextLink>
        </Notice>
      )}
    </>
  );
};

/** Everybody's restore jobs of a place, watched. */
export const JobsView = ({ place }: { readonly place: Place }) => {
  const { data, error } = useQuery(jobsQuery(place));
  // The page was sent with its first list, so there is always one.
  return data === undefined ? null : <Loaded place={place} list={data} error={error} />;
};
