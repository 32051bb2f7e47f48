'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { AfterRestore } from '@/components/checklist/after-restore';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import type { JobDetail } from '@/lib/data/jobs/views';
import { isTerminal, jobStatusRow } from '@/lib/jobs/status';
import { type Place, paths } from '@/lib/paths';
import { jobOverdueMs, jobQuery } from '@/lib/queries/jobs';
import { startRestoreJobCommand } from '@/lib/restore/exports';
import { AddressComparison } from './address-comparison';
import { StateAnnouncer } from './announcer';
import { WithoutApprovalBadge } from './approved-by';
import { JobFacts } from './job-facts';
import { JobFailure, JobMessage } from './job-failure';
import { JobForgotten } from './job-forgotten';
import { JobProgress } from './job-progress';
import { jobName, jobTitle, statusWord } from './job-title';
import { StatusBadge } from './outcome-badge';
import { RestoreAgainButton } from './restore-again-button';
import { SentMetadata } from './sent-metadata';
import { Surprises } from './surprises';

/** Keeps the tab's title at the state of the job, for who looks at another tab meanwhile. The first one came with the page. */
const useTitle = ({ job }: JobDetail): void => {
  const product = useTranslations('common')('product');
  const title = jobTitle(useTranslations('jobs'), job);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
};

const Announcer = ({ detail }: { readonly detail: JobDetail }) => {
  const t = useTranslations('jobs');
  const { id, status } = detail.job;
  const name = jobName(detail.job);
  const things = useMemo(
    () => [{ id, state: status, sentence: t('announce', { name, state: statusWord(t, status) }) }],
    [id, status, name, t],
  );
  return <StateAnnouncer things={things} />;
};

const Actions = ({ detail }: { readonly detail: JobDetail }) => {
  const t = useTranslations('jobs.detail');
  const { origin } = detail;
  if (origin === null) return null;
  const { result } = jobStatusRow(detail.job.status);
  // Of a job that failed it is what one does next.
  const failed = result === 'failed' || result === 'aborted';
  return (
    <>
      <LinkButton href={paths.historyEntry(origin.restoreId)} icon="history">
        {t('history')}
      </LinkButton>
      {origin.origin === 'here' && <RestoreAgainButton restoreId={origin.restoreId} tone={failed ? 'primary' : 'secondary'} />}
    </>
  );
};

const Message = ({ detail }: { readonly detail: JobDetail }) => {
  const { statusMessage, status } = detail.job;
  if (statusMessage === null) return null;
  const { result } = jobStatusRow(status);
  return result === 'failed' || result === 'aborted' ? (
    <JobFailure message={statusMessage} failure={detail.failure} />
  ) : (
    <JobMessage message={statusMessage} />
  );
};

const commandOf = (place: Place, { job, origin, roleArn }: JobDetail): string | null =>
  origin === null || job.recoveryPointArn === null
    ? null
    : startRestoreJobCommand({
        region: place.region,
        recoveryPointArn: job.recoveryPointArn,
        restoreRoleArn: roleArn,
        copyTags: origin.copyTags,
      });

const Loaded = ({ place, detail, error }: { readonly place: Place; readonly detail: JobDetail; readonly error: unknown }) => {
  const t = useTranslations('jobs');
  useTitle(detail);
  const { job, origin } = detail;
  // Then nothing can change any more, so it does not matter how old it is.
  const settled = isTerminal(job.status) && (origin === null || origin.outcome !== 'completed' || origin.verification !== null);
  const completed = jobStatusRow(job.status).result === 'completed' && job.resourceType === 'EC2';
  return (
    <>
      <PageHeader
        trail={{ label: t('title'), steps: [{ href: paths.jobs(place), text: t('title') }] }}
        title={t('detail.title', { name: jobName(job) })}
        about={
          <>
            {/* As high as the line beside it, so that nothing moves when that goes. */}
            <span className="flex min-h-7 min-w-24 items-center gap-2">
              <StatusBadge status={job.status} />
              {job.withoutApproval && <WithoutApprovalBadge />}
            </span>
            {settled ? null : <FreshnessLine freshness={detail.freshness} error={error} overdueMs={jobOverdueMs(detail)} />}
          </>
        }
        actions={<Actions detail={detail} />}
      />
      <Announcer detail={detail} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-1">
          <JobProgress detail={detail} />
          <JobForgotten job={job} origin={origin} />
          <Message detail={detail} />
          {origin !== null && <Surprises origin={origin} createdAt={job.createdAt} />}
          {origin?.origin !== 'here' && (
            <Notice tone="info">
              <p>{t('detail.notOurs')}</p>
            </Notice>
          )}
          {origin !== null && origin.asked.length > 0 && <AddressComparison origin={origin} />}
        </div>
        <div className="min-w-0 xl:col-start-2 xl:row-span-2 xl:row-start-1">
          <JobFacts place={place} detail={detail} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-1">
          {completed && origin !== null && <AfterRestore place={place} restoreId={origin.restoreId} />}
          <SentMetadata metadata={detail.metadata} command={commandOf(place, detail)} />
        </div>
      </div>
    </>
  );
};

/** One restore job, watched until it has ended and its addresses were read. */
export const JobPage = ({ place, id }: { readonly place: Place; readonly id: string }) => {
  const { data, error } = useQuery(jobQuery(place, id));
  // The page was sent with its first answer, so there is always one.
  return data === undefined ? null : <Loaded place={place} detail={data} error={error} />;
};
