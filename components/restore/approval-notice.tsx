'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { RulesList } from '@/components/approvals/rules-list';
import { ApprovalBadge } from '@/components/approvals/state-badge';
import { wordedPart } from '@/components/layout/worded-part';
import { LinkButton } from '@/components/ui/link-button';
import { Notice, type NoticeTone } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { isOpen } from '@/lib/access/approval/request';
import type { DraftApproval } from '@/lib/data/approval/views';
import { paths } from '@/lib/paths';
import { useDraft } from './draft-context';
import { useApproval } from './use-approval';

const HoldAddresses = wordedPart('way-run', () => import('./ways/hold-addresses').then((module) => module.HoldAddresses));

/** The look and the words of what the plan's newest request is. */
const useWords = ({ needs, request }: DraftApproval): { readonly tone: NoticeTone; readonly title: string; readonly text: string } => {
  const t = useTranslations('approvals.restore');
  const needed = t('needs', { count: needs.approvals });
  switch (request?.state) {
    case 'waiting':
      return { tone: 'info', title: t('waiting', { given: request.given, needed: request.needed }), text: t('waitingText') };
    case 'approved':
      return { tone: 'ok', title: t('approved'), text: t('approvedText') };
    case undefined:
      return { tone: 'info', title: needed, text: t('submitFirst') };
    default:
      return { tone: 'warn', title: needed, text: `${t('ended', { state: request?.state ?? '' })}. ${t('endedText')}` };
  }
};

const Told = ({ known }: { readonly known: DraftApproval }) => {
  const t = useTranslations('approvals.restore');
  const { place } = useDraft();
  const { tone, title, text } = useWords(known);
  const { request, needs } = known;
  return (
    <Notice
      tone={tone}
      live
      className="mb-4"
      title={title}
      actions={
        request !== null && (
          <LinkButton size="small" icon="approval" href={paths.approval(place, request.id)}>
            {t('open')}
          </LinkButton>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-3">
        {request !== null && <ApprovalBadge state={request.state} />}
        <span>{text}</span>
        {request !== null && isOpen(request.state) && (
          <span className="text-text-dim">{t.rich('expires', { time: () => <RelativeTime at={request.expiresAt} /> })}</span>
        )}
      </p>
      {needs.rules.length > 0 && (
        <div className="pt-2">
          <RulesList needs={needs} />
        </div>
      )}
      {request !== null && isOpen(request.state) && (
        <Suspense>
          <HoldAddresses />
        </Suspense>
      )}
    </Notice>
  );
};

/** Whether others have to approve the plan, why, and what has become of that. Nothing where no rule asks for it. */
export const ApprovalNotice = () => {
  const t = useTranslations('approvals.restore');
  const { need, known } = useApproval();
  if (need === 'unread')
    return (
      <Notice tone="warn" live className="mb-4" title={t('unreadTitle')}>
        <p>{t('unread')}</p>
      </Notice>
    );
  return known === null || (known.needs.approvals === 0 && known.request?.state !== 'approved') ? null : <Told known={known} />;
};
