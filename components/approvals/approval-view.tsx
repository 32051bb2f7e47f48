'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { EntryDifferences } from '@/components/history/entry-differences';
import { StateAnnouncer } from '@/components/jobs/announcer';
import { SentMetadata } from '@/components/jobs/sent-metadata';
import { useWho } from '@/components/people/use-who';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ApprovalView } from '@/lib/data/approval/views';
import { type Place, paths } from '@/lib/paths';
import { approvalQuery } from '@/lib/queries/approvals';
import { startRestoreJobCommand } from '@/lib/restore/exports';
import { ok } from '@/lib/result';
import { AnswerPanel, AnswersPanel, WithdrawButton } from './answers-panel';
import { ApprovalFacts, ApprovalReasons } from './approval-facts';
import { BeforeAndAfter } from './before-and-after';
import { FindingsPanel } from './findings-panel';
import { ApprovalBadge } from './state-badge';

const nameOf = (view: ApprovalView): string => view.resourceName ?? view.resourceId ?? view.recoveryPointArn;

/** Keeps the tab's title at the state, for who looks at another tab meanwhile, and tells changes to screen readers. */
const Announcer = ({ view }: { readonly view: ApprovalView }) => {
  const t = useTranslations('approvals');
  const product = useTranslations('common')('product');
  const { id, state } = view;
  const title = t('documentTitle', { state: t(`state.${state}`), name: nameOf(view) });
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  const things = useMemo(() => [{ id, state, sentence: title }], [id, state, title]);
  return <StateAnnouncer things={things} />;
};

const Header = ({ place, view, failed }: { readonly place: Place; readonly view: ApprovalView; readonly failed: boolean }) => {
  const t = useTranslations('approvals');
  const who = useWho();
  return (
    <PageHeader
      trail={{ label: t('title'), steps: [{ href: paths.approvals(place), text: t('title') }] }}
      title={t('name', { name: nameOf(view) })}
      about={
        <>
          <ApprovalBadge state={view.state} />
          <span>{t('countOf', { given: view.given, needed: view.needed })}</span>
          <span className="inline-flex items-center gap-1.5">
            <Icon name="user" />
            {who.label(view.requester)}
          </span>
          <span>
            {t('list.submitted')} <RelativeTime at={view.submittedAt} />
          </span>
          {failed && (
            <span className="inline-flex items-center gap-1.5 text-warn">
              <Icon name="warning" />
              {t('detail.stale')}
            </span>
          )}
        </>
      }
      actions={
        <>
          <WithdrawButton place={place} view={view} />
          {view.restoreId !== null && (
            <LinkButton href={paths.historyEntry(view.restoreId)} icon="history">
              {t('detail.restore')}
            </LinkButton>
          )}
          <LinkButton href={paths.restore(place, view.draftId)}>{t('detail.plan')}</LinkButton>
        </>
      }
    />
  );
};

/** The very bytes, and their hash, to be compared with anything. */
const Bytes = ({ view }: { readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.sent');
  const d = useTranslations('approvals.detail');
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-2">
        <p>
          <span className="text-text-dim">{d('sha256')}</span>
        </p>
        <p className="flex items-start gap-2">
          <span className="mono min-w-0 font-semibold wrap-anywhere">{view.sha256}</span>
          <CopyButton text={view.sha256} label={t('sha256')} />
        </p>
        <p className="text-text-dim">{t('about')}</p>
        <details>
          <summary className="font-semibold">{t('show')}</summary>
          <p className="flex items-center gap-1 py-1 text-text-dim">
            {t('copy')}
            <CopyButton text={view.sent} label={t('copy')} />
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="mono max-h-96 overflow-auto whitespace-pre-wrap wrap-anywhere">
            {view.sent}
          </pre>
        </details>
      </div>
    </Panel>
  );
};

const Loaded = ({ place, view, failed }: { readonly place: Place; readonly view: ApprovalView; readonly failed: boolean }) => {
  const t = useTranslations('approvals');
  const { recoveryPointArn, roleArn: restoreRoleArn, copyTags } = view;
  const cause = view.ended?.cause ?? null;
  return (
    <>
      <Header place={place} view={view} failed={failed} />
      <Announcer view={view} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:grid-rows-[auto_1fr]">
        {/* In one column, too, what the restore would do and what was found comes before the answer to it. */}
        <div className="flex min-w-0 flex-col gap-4">
          {cause !== null && (
            <Notice tone="warn">
              <p>{t(`cause.${cause}`)}</p>
            </Notice>
          )}
          <BeforeAndAfter before={view.backup} after={view.asked} />
          <FindingsPanel place={place} view={view} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 xl:row-span-2">
          <AnswerPanel place={place} view={view} />
          <AnswersPanel view={view} />
          <ApprovalReasons view={view} />
          <ApprovalFacts place={place} view={view} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <EntryDifferences differences={view.differences} problem={view.planProblem} />
          <SentMetadata
            metadata={ok(view.metadata)}
            command={startRestoreJobCommand({ region: place.region, recoveryPointArn, restoreRoleArn, copyTags })}
          />
          <Bytes view={view} />
        </div>
      </div>
    </>
  );
};

/** One request with everything that an approver looks at, watched while something can become of it. */
export const ApprovalPage = ({ place, id }: { readonly place: Place; readonly id: string }) => {
  const { data, isError } = useQuery(approvalQuery(place, id));
  // The page was sent with its first answer, so there is always one.
  return data === undefined ? null : <Loaded place={place} view={data} failed={isError} />;
};
