'use client';

import { useTranslations } from 'use-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { PlacedWait } from '@/lib/data/waits/views';
import { paths } from '@/lib/paths';
import { CancelWait } from './cancel-wait';
import { WaitNotice } from './wait-notice';
import { isWaiting } from './wait-words';

/** Starts that wait, and those that were given up lately, each with its plan and its end. */
export const WaitsList = ({ waits }: { readonly waits: readonly PlacedWait[] }) => {
  const t = useTranslations('waits');
  return (
    <section aria-label={t('list')} className="mb-3 flex flex-col gap-2">
      {waits.map((wait) => (
        <WaitNotice
          key={wait.id}
          wait={wait}
          actions={
            <>
              <LinkButton size="small" href={paths.restore(wait, wait.draftId)}>
                {t('plan')}
              </LinkButton>
              {isWaiting(wait) && <CancelWait place={wait} id={wait.id} />}
            </>
          }
        />
      ))}
    </section>
  );
};
