'use client';

import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { Collapsible } from '@/components/ui/collapsible';
import { part } from '@/components/ui/part';
import { Skeleton } from '@/components/ui/skeleton';
import type { Assigned, NewNic } from '@/lib/restore/plan';
import { sameBesidesAddresses } from './same-besides-addresses';

const MoreFields = part(() => import('./more-fields').then((module) => module.MoreFields));

const countOf = (value: Assigned<unknown>): number => (value.kind === 'fixed' ? value.values.length : value.count);

/** What of the collapsed part is not as AWS has it by default, so that nothing is hidden. */
const useSummary = (nic: NewNic): string => {
  const t = useTranslations('restore.nics.more.summary');
  const alone = useEditor((state) => state.plan.nics.length === 1);
  const said = [
    countOf(nic.ipv6) > 0 && t('ipv6', { count: countOf(nic.ipv6) }),
    countOf(nic.ipv4Prefixes) > 0 && t('ipv4Prefixes', { count: countOf(nic.ipv4Prefixes) }),
    countOf(nic.ipv6Prefixes) > 0 && t('ipv6Prefixes', { count: countOf(nic.ipv6Prefixes) }),
    nic.publicIp && alone && t('publicIp'),
    !nic.deleteOnTermination && t('kept'),
    nic.interfaceType !== 'interface' && nic.interfaceType,
  ].filter((each) => each !== false);
  return said.length === 0 ? t('default') : said.join(', ');
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
