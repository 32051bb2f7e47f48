'use client';

import { useTranslations } from 'use-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { WaitView } from '@/lib/data/waits/views';
import { type Place, paths } from '@/lib/paths';
import { CancelWait } from './cancel-wait';
import { WaitNotice } from './wait-notice';
import { isWaiting } from './wait-words';

/** The starts of a place that wait, and those that were given up lately. */
export const WaitsList = ({ place, waits }: { readonly place: Place; readonly waits: readonly WaitView[] }) => {
  const t = useTranslations('waits');
  if (waits.length === 0) return null;
  return (
    <section aria-label={t('list')} className="mb-3 flex flex-col gap-2">
      {waits.map((wait) => (
        <WaitNotice
          key={wait.id}
          wait={wait}
          actions={
            <>
              <LinkButton size="small" href={paths.restore(place, wait.draftId)}>
                {t('plan')}
              </LinkButton>
              {isWaiting(wait) && <CancelWait place={place} id={wait.id} />}
            </>
          }
        />
      ))}
    </section>
  );
};
