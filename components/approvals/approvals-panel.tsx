'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { ApprovalHeadView, WithoutApprovalView } from '@/lib/data/approval/views';
import { type Place, paths } from '@/lib/paths';
import { approvalInboxQuery } from '@/lib/queries/approvals';
import { problemOf } from '@/lib/queries/problem-error';

const Waiting = ({ approval }: { readonly approval: ApprovalHeadView }) => {
  const t = useTranslations('approvals');
  const who = useWho();
  return (
    <li className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-b-0">
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-semibold">{approval.resourceName ?? approval.resourceId ?? approval.recoveryPointArn}</span>
        <span className="text-text-dim">
          {t('panel.by', { user: who.inText(approval.requester) })} · <RelativeTime at={approval.submittedAt} /> ·{' '}
          {t('countOf', { given: approval.given, needed: approval.needed })}
        </span>
      </span>
      <LinkButton size="small" icon="approval" href={paths.approval(approval, approval.id)}>
        {t('panel.open')}
      </LinkButton>
    </li>
  );
};

/** Told until it is a month old: nobody is to find out by chance. */
const WithoutApproval = ({ starts }: { readonly starts: readonly WithoutApprovalView[] }) => {
  const t = useTranslations('approvals.panel');
  const who = useWho();
  return (
    <Notice tone="warn" title={t('without')} className="m-3">
      <ul>
        {starts.map((start) => (
          <li key={start.restoreId} className="wrap-anywhere">
            <TextLink href={paths.historyEntry(start.restoreId)}>{start.resourceName ?? start.resourceId ?? start.restoreId}</TextLink>{' '}
            <RelativeTime at={start.startedAt} className="text-text-dim" />{' '}
            {t('withoutBy', { user: start.startedBy === null ? '' : who.label(start.startedBy), reason: start.reason })}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

/** What waits for the person's answer, and what was started without the approval that it needed. */
export const ApprovalsPanel = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('approvals.panel');
  const tList = useTranslations('approvals');
  const { data, error } = useQuery(approvalInboxQuery());
  return (
    <Panel title={t('title')} flush actions={<TextLink href={paths.approvals(place)}>{t('all')}</TextLink>}>
      {data === undefined &&
        (error === null ? <SkeletonRows rows={1} label={tList('loading')} /> : <ProblemState problem={problemOf(error)} />)}
      {data !== undefined && (
        <>
          <p className="px-4 py-2 text-text-dim">{t('waiting', { count: data.waiting.length })}</p>
          {data.waiting.length > 0 && (
            <ul className="border-t border-line">
              {data.waiting.map((approval) => (
                <Waiting key={approval.id} approval={approval} />
              ))}
            </ul>
          )}
          {data.withoutApproval.length > 0 && <WithoutApproval starts={data.withoutApproval} />}
        </>
      )}
    </Panel>
  );
};
