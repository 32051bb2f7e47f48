'use client';

import { useTranslations } from 'use-intl';
import { ShortTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { Evidence } from '@/lib/data/finding/history-views';
import { type Place, paths } from '@/lib/paths';

/** When something was seen, and what proves it: the recovery point, or the account itself. */
export const EvidenceCell = ({ place, evidence }: { readonly place: Place; readonly evidence: Evidence }) => {
  const t = useTranslations('finding.address');
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <ShortTime at={evidence.at} />
      {evidence.kind === 'live' ? (
        <span className="text-text-dim">{t('live')}</span>
      ) : evidence.there ? (
        <TextLink href={paths.point(place, evidence.arn, evidence.vault)} className="mono whitespace-nowrap">
          {evidence.id}
        </TextLink>
      ) : (
        <span className="text-text-dim" title={evidence.arn}>
          {t('gone')}
        </span>
      )}
    </span>
  );
};
