'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { AfterRestore } from '@/components/checklist/after-restore';
import { AddressComparison } from '@/components/jobs/address-comparison';
import { StateAnnouncer } from '@/components/jobs/announcer';
import { WithoutApprovalBadge } from '@/components/jobs/approved-by';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { RestoreAgainButton } from '@/components/jobs/restore-again-button';
import { SentMetadata } from '@/components/jobs/sent-metadata';
import { Surprises } from '@/components/jobs/surprises';
import { Icon } from '@/components/ui/icon';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import type { HistoryDetail } from '@/lib/data/history/views';
import { paths } from '@/lib/paths';
import { historyEntryQuery } from '@/lib/queries/history';
import { startRestoreJobCommand } from '@/lib/restore/exports';
import { ok } from '@/lib/result';
import { EntryDifferences } from './entry-differences';
import { EntryFacts } from './entry-facts';
import { EntryFindings } from './entry-findings';
import { EntryProblem } from './entry-problem';
import { EntrySummary } from './entry-summary';
import { NotesPanel } from './notes-panel';

const Header = ({ detail, failed }: { readonly detail: HistoryDetail; readonly failed: boolean }) => {
  const t = useTranslations('history');
  const { entry } = detail;
  const name = entry.resourceName ?? entry.resourceId ?? entry.id;
  return (
    <PageHeader
      trail={{ label: t('title'), steps: [{ href: paths.history(), text: t('title') }] }}
      title={t('entry.title', { name })}
      about={
        <>
          <span className="flex min-w-24">
            <OutcomeBadge outcome={entry.outcome} />
          </span>
          {entry.withoutApproval !== null && <WithoutApprovalBadge />}
          <span>
            {t('list.columns.started')} <RelativeTime at={entry.startedAt} />
          </span>
          {failed && (
            <span className="inline-flex items-center gap-1.5 text-warn">
              <Icon name="warning" />
              {t('list.failed')}
            </span>
          )}
        </>
      }
      actions={
        <>
          {entry.jobId !== null && (
            <LinkButton href={paths.job({ account: entry.account, region: entry.region }, entry.jobId)} icon="job">
              {t('entry.job')}
            </LinkButton>
          )}
          <LinkButton href={paths.historyCompare(entry.id)} icon="both">
            {t('compare.open')}
          </LinkButton>
          {entry.origin === 'here' && <RestoreAgainButton restoreId={entry.id} account={entry.account} />}
        </>
      }
    />
  );
};

const Announcer = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('jobs');
  const { id, outcome, resourceName, resourceId } = detail.entry;
  const name = resourceName ?? resourceId ?? id;
  const things = useMemo(
    () => [{ id, state: outcome, sentence: t('announce', { name, state: t(`outcome.${outcome}`) }) }],
    [id, outcome, name, t],
  );
  return <StateAnnouncer things={things} />;
};

const useTitle = (detail: HistoryDetail): void => {
  const t = useTranslations('history.entry');
  const outcomes = useTranslations('jobs.outcome');
  const product = useTranslations('common')('product');
  const { entry } = detail;
  const title = t('documentTitle', { outcome: outcomes(entry.outcome), name: entry.resourceName ?? entry.resourceId ?? entry.id });
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
};

const Loaded = ({ detail, user, failed }: { readonly detail: HistoryDetail; readonly user: string; readonly failed: boolean }) => {
  useTitle(detail);
  const { entry, origin } = detail;
  const { recoveryPointArn, region } = entry;
  const { metadata, roleArn: restoreRoleArn, copyTags } = detail;
  return (
    <>
      <Header detail={detail} failed={failed} />
      <Announcer detail={detail} />
      <EntrySummary detail={detail} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-1">
          <Surprises origin={origin} createdAt={detail.job?.createdAt ?? null} />
          <EntryProblem detail={detail} />
          {origin.asked.length > 0 && <AddressComparison origin={origin} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-2 xl:row-span-2 xl:row-start-1">
          <EntryFacts detail={detail} />
          <NotesPanel restoreId={entry.id} account={entry.account} user={user} notes={detail.noteList} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:col-start-1">
          {entry.outcome === 'completed' && entry.createdResourceId?.startsWith('i-') === true && (
            <AfterRestore place={{ account: entry.account, region: entry.region }} restoreId={entry.id} />
          )}
          <EntryDifferences differences={detail.differences} problem={detail.planProblem} />
          <EntryFindings diagnostics={detail.diagnostics} />
          {metadata !== null && recoveryPointArn !== null && (
            <SentMetadata
              metadata={ok(metadata)}
              command={startRestoreJobCommand({ region, recoveryPointArn, restoreRoleArn, copyTags })}
            />
          )}
        </div>
      </div>
    </>
  );
};

/**
 * One restore of the history, watched while it can change.
 * @param user who is asking, to sign a note before the server has
 */
export const HistoryEntryView = ({ restoreId, user }: { readonly restoreId: string; readonly user: string }) => {
  const { data, isError } = useQuery(historyEntryQuery(restoreId));
  // The page was sent with its first answer, so there is always one.
  return data === undefined ? null : <Loaded detail={data} user={user} failed={isError} />;
};
