'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Notice } from '@/components/ui/notice';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import type { JobOrigin } from '@/lib/data/jobs/views';

/**
 * That it was started without the approval that it needed, and what came out differently from what had been recorded: a job that turned up late, or a second one. That a job carries a restore's request id does not say who sent
 * its request: whoever has the metadata can copy it. `createdAt`: when AWS says that the job was created; `null` where that is not known.
 */
export const Surprises = ({ origin, createdAt }: { readonly origin: JobOrigin; readonly createdAt: string | null }) => {
  const t = useTranslations('jobs.surprise');
  const tWithout = useTranslations('jobs.withoutApproval');
  const who = useWho();
  const { adoptedLateAt, duplicateJobId, refusedBefore } = origin;
  const { withoutApproval, startedBy } = origin;
  return (
    <>
      {withoutApproval !== null && (
        <Notice tone="danger" title={tWithout('title')}>
          <p className="wrap-anywhere">
            {tWithout('text', { user: startedBy === null ? '' : who.inText(startedBy), reason: withoutApproval })}
          </p>
        </Notice>
      )}
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
