'use client';

import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { Collapsible } from '@/components/ui/collapsible';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Skeleton } from '@/components/ui/skeleton';
import type { NewNic } from '@/lib/restore/plan';
import { sameBesidesAddresses } from './same-besides-addresses';
import { useFamiliesOnCard } from './use-families';

const MoreFields = lazyComponent(() => import('./more-fields').then((module) => module.MoreFields));

/** What of the collapsed part is not as AWS has it by default, so that nothing is hidden. */
const useSummary = (nic: NewNic): string => {
  const t = useTranslations('restore.nics.more.summary');
  const onCard = useFamiliesOnCard(nic);
  const alone = useEditor((state) => state.plan.nics.length === 1);
  const said = [
    nic.publicIp && alone && t('publicIp'),
    !nic.deleteOnTermination && t('kept'),
    nic.interfaceType !== 'interface' && nic.interfaceType,
  ].filter((each) => each !== false);
  if (said.length > 0) return said.join(', ');
  return t(onCard.length === 0 ? 'default' : 'plain');
};

/** The rest of what an interface can have: IPv6, delegated prefixes, public IP, and its AWS settings. Its fields come when it is opened. */
export const MoreSection = memo(({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics.more');
  const summary = useSummary(nic);
  return (
    <Collapsible
      title={
        <>
          <span className="font-semibold">{t('title')}</span>
          <span className="sr-only">{t('of', { number })}</span>
        </>
      }
      summary={summary}
    >
      {() => (
        <Suspense fallback={<Skeleton className="m-3 h-24" />}>
          <MoreFields nic={nic} number={number} />
        </Suspense>
      )}
    </Collapsible>
  );
}, sameBesidesAddresses);
