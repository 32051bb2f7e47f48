'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Badge } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { TextLink } from '@/components/ui/text-link';
import type { JobOrigin } from '@/lib/data/jobs/views';
import { type Place, paths } from '@/lib/paths';

/** Who approved a restore, and the way to what they approved. */
export const ApprovedBy = ({ place, approval }: { readonly place: Place; readonly approval: NonNullable<JobOrigin['approval']> }) => {
  const t = useTranslations('jobs.withoutApproval');
  const who = useWho();
  return (
    <span className="flex flex-wrap gap-x-2">
      {approval.approvedBy.map(who.label).join(', ')}
      <TextLink href={paths.approval(place, approval.id)}>{t('request')}</TextLink>
    </span>
  );
};

/** The same in a list: an icon with its words. */
export const WithoutApprovalMark = () => {
  const t = useTranslations('jobs.withoutApproval');
  return (
    <span className="flex" title={t('title')}>
      <Icon name="approval" className="text-danger" />
      <span className="sr-only">{t('title')}</span>
    </span>
  );
};

/** Marks a restore that was started without the approval that it needed, for ever. */
export const WithoutApprovalBadge = () => {
  const t = useTranslations('jobs.withoutApproval');
  return (
    <Badge tone="danger" icon="approval" title={t('title')}>
      {t('badge')}
    </Badge>
  );
};
