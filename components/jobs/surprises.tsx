'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { JobOrigin } from '@/lib/data/jobs/views';

/** What came out differently from what had been recorded: a job that turned up late, or a second one. */
export const Surprises = ({ origin }: { readonly origin: JobOrigin }) => {
  const t = useTranslations('jobs.surprise');
  const { adoptedLateAt, duplicateJobId } = origin;
  return (
    <>
      {adoptedLateAt !== null && (
        <Notice tone="warn" title={t('adoptedTitle')}>
          <p>{t.rich('adopted', { time: () => <RelativeTime at={adoptedLateAt} /> })}</p>
        </Notice>
      )}
      {duplicateJobId !== null && (
        <Notice tone="danger" title={t('duplicateTitle')}>
          <p>{t('duplicate', { job: duplicateJobId })}</p>
        </Notice>
      )}
    </>
  );
};
