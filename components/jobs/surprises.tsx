'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import type { JobOrigin } from '@/lib/data/jobs/views';

/**
 * What came out differently from what had been recorded: a job that turned up late, or a second one. That a job carries a restore's request id does not say who sent
 * its request: whoever has the metadata can copy it. `createdAt`: when AWS says that the job was created; `null` where that is not known.
 */
export const Surprises = ({ origin, createdAt }: { readonly origin: JobOrigin; readonly createdAt: string | null }) => {
  const t = useTranslations('jobs.surprise');
  const { adoptedLateAt, duplicateJobId, refusedBefore } = origin;
  return (
    <>
      {adoptedLateAt !== null && (
        <Notice tone="warn" title={t('adoptedTitle')}>
          <p>
            {t.rich('adopted', {
              refused: refusedBefore ? 'yes' : 'no',
              dated: createdAt === null ? 'no' : 'yes',
              time: () => <RelativeTime at={adoptedLateAt} />,
              created: () => createdAt !== null && <ExactTime at={createdAt} />,
            })}
          </p>
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
