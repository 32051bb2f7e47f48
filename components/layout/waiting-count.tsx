'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useHydrated } from '@/components/ui/use-hydrated';
import { waitingQuery } from '@/lib/queries/approvals';

/** How many approvals wait for the person, beside the name of that page; nothing where none do. */
export const WaitingCount = () => {
  const t = useTranslations('common.nav');
  const { data } = useQuery(waitingQuery());
  // The overview asks for them as well.
  const hydrated = useHydrated();
  const count = hydrated ? (data?.waiting ?? 0) : 0;
  return (
    // Always there, so that a change is announced.
    <span role="status" className="contents">
      {count > 0 && (
        <span className="absolute top-0.5 right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[11px] font-semibold text-on-accent rail-open:static rail-open:ml-auto rail-open:h-5 rail-open:min-w-5 rail-open:text-xs">
          <span aria-hidden="true">{count}</span>
          <span className="sr-only">{t('approvalsWaiting', { count })}</span>
        </span>
      )}
    </span>
  );
};
