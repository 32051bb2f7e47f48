'use client';

import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { buttonClass } from '@/components/ui/button-style';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import type { NewNic } from '@/lib/restore/plan';
import { sameBesidesAddresses } from './same-besides-addresses';

const GroupList = lazyComponent(() => import('./group-list').then((module) => module.GroupList));

/** The security groups of an interface, and the choice among those of its VPC. */
export const GroupsField = memo(({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics');
  const groups = useEditor((state) => state.index.groups);
  const locked = useEditor((state) => state.locked);
  const vpcId = useEditor((state) => (nic.subnetId === null ? null : (state.index.subnets.get(nic.subnetId)?.fact.vpcId ?? null)));
  const names = nic.groups.map((id) => groups.get(id)?.name ?? id);
  return (
    <div className="grid grid-cols-[4.75rem_minmax(0,1fr)_auto] items-center gap-x-2 @[26rem]:grid-cols-[5rem_minmax(0,1fr)_auto]">
      <span className="text-text-dim text-xs">{t('card.groups')}</span>
      <span className="min-w-0 wrap-anywhere">
        {names.length === 0 ? <span className="text-text-dim">{t('groups.none')}</span> : names.join(', ')}
      </span>
      {!locked && (
        <Popover
          label={t('groups.changeOf', { number })}
          button={t('change')}
          buttonClassName={buttonClass('quiet', 'small', 'font-normal! text-accent!')}
          align="end"
        >
          {() => (
            <Suspense fallback={<Skeleton className="h-40 w-80 max-w-[80vw]" />}>
              <GroupList nic={nic} vpcId={vpcId} />
            </Suspense>
          )}
        </Popover>
      )}
    </div>
  );
}, sameBesidesAddresses);
