'use client';

import { memo, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { CopyableId } from '@/components/ui/copyable-id';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { Place } from '@/lib/paths';
import type { NewNic } from '@/lib/restore/plan';
import { subnetBlock } from './subnet-block';

const SubnetDialog = lazyComponent(() => import('./subnet-dialog').then((module) => module.SubnetDialog));

/** The subnet of an interface, with its block and zone, and the way to another. */
export const SubnetField = memo(({ nic, number, place }: { readonly nic: NewNic; readonly number: number; readonly place: Place }) => {
  const t = useTranslations('restore.nics');
  const fact = useEditor((state) => (nic.subnetId === null ? null : (state.index.subnets.get(nic.subnetId)?.fact ?? null)));
  const locked = useEditor((state) => state.locked);
  const [open, setOpen] = useState(false);
  return (
    <div className="grid grid-cols-[4.75rem_minmax(0,1fr)_auto] items-center gap-x-2 @[26rem]:grid-cols-[5rem_minmax(0,1fr)_auto]">
      <span className="text-text-dim text-xs">{t('card.subnet')}</span>
      <span className="min-w-0 truncate font-semibold" title={fact?.name ?? undefined}>
        {fact?.name ?? (nic.subnetId === null ? t('subnet.none') : <CopyableId value={nic.subnetId} />)}
      </span>
      <Button
        size="small"
        tone="quiet"
        className="font-normal! text-accent!"
        reason={locked ? t('locked') : null}
        aria-label={t('subnet.changeOf', { number })}
        onClick={() => setOpen(true)}
      >
        {t('change')}
      </Button>
      <span className="mono col-span-2 col-start-2 flex flex-wrap gap-x-2 text-text-dim text-xs">
        {fact !== null && (
          <>
            <span>{subnetBlock(fact)}</span>
            <span>{fact.availabilityZone}</span>
            {fact.name !== null && <CopyableId value={fact.id} className="-my-1 max-w-none! shrink-0" />}
          </>
        )}
        {fact === null && nic.subnetId !== null && <span className="font-sans">{t('subnet.unknown')}</span>}
      </span>
      {open && (
        <Suspense fallback={null}>
          <SubnetDialog nic={nic} number={number} place={place} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
});
