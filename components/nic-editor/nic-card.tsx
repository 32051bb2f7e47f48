'use client';

import { memo, type ReactNode, Suspense, useId } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore, usePointing } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Skeleton } from '@/components/ui/skeleton';
import { useAfterPaint } from '@/components/ui/use-after-paint';
import type { Place } from '@/lib/paths';
import { placesOf, placesTaken } from '@/lib/restore/moves';
import type { NewNic } from '@/lib/restore/plan';
import { Findings } from './findings';
import { GroupsField } from './groups-field';
import { Meter } from './meter';
import { MoreSection } from './more-section';
import { NicMenu } from './nic-menu';
import { Port } from './nic-port';
import { addressPointer, findingsAt, isLit, nicPointer, worstOf } from './places';
import { KindChoice, Secondaries } from './secondaries';
import { SeverityMark } from './severity-mark';
import { AddressSlot } from './slot';
import { SubnetField } from './subnet-field';
import { useFamiliesOnCard } from './use-families';

// Few subnets have IPv6, and few interfaces prefixes.
const AssignedSlots = lazyComponent(() => import('./assigned-slots').then((module) => module.AssignedSlots));

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex flex-col gap-1 @[26rem]:grid @[26rem]:grid-cols-[5rem_minmax(0,1fr)] @[26rem]:gap-x-2">
    <span className="text-text-dim text-xs @[26rem]:pt-2.5">{label}</span>
    <div className="min-w-0">{children}</div>
  </div>
);

const AddressRows = memo(({ nic, number, position }: { readonly nic: NewNic; readonly number: number; readonly position: number }) => {
  const t = useTranslations('restore.nics');
  const fixed = nic.primary.kind === 'fixed';
  const families = useFamiliesOnCard(nic);
  return (
    <>
      <Row label={t('card.primary')}>
        <AddressSlot
          nicKey={nic.key}
          number={number}
          subnetId={nic.subnetId}
          index={null}
          address={nic.primary.kind === 'fixed' ? nic.primary.address : null}
          at={fixed ? addressPointer(nic, position, null) : `${nicPointer(position)}/PrivateIpAddress`}
          dense={false}
        />
      </Row>
      <div className="flex flex-col gap-1.5">
        <span className="flex items-center gap-2">
          <span className="w-20 text-text-dim text-xs">{t('card.secondaries')}</span>
          <KindChoice nic={nic} number={number} />
        </span>
        <div className="@[26rem]:pl-22">
          <Secondaries nic={nic} number={number} position={position} />
        </div>
      </div>
      {families.length > 0 && (
        <Suspense fallback={<Skeleton className="h-16" />}>
          <AssignedSlots names={families} nic={nic} number={number} position={position} />
        </Suspense>
      )}
    </>
  );
});

/** One interface that the restore creates, with all that can be chosen about it. */
export const NicCard = memo(({ nic, position, place }: { readonly nic: NewNic; readonly position: number; readonly place: Place }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const id = useId();
  const at = nicPointer(position);
  const findings = useEditor((state) => findingsAt(state, at));
  const lit = usePointing(({ spot }) => spot?.kind === 'place' && spot.at === at && isLit(spot, at, null, null));
  const locked = useEditor((state) => state.locked);
  const limit = useEditor((state) => placesOf(state.plan, state.index));
  const worst = worstOf(findings);
  const number = position + 1;
  // The ways to its subnet and to what can be done with it are rendered after the places that an address moves between; they hold no control with a value.
  const rest = useAfterPaint(nic);
  const taken = placesTaken(nic);
  return (
    <article
      aria-labelledby={`${id}-title`}
      data-card={nic.key}
      className={cx(
        '@container relative rounded-md border bg-surface-1',
        worst === 'error' ? 'border-danger' : 'border-line',
        lit && 'ring-2 ring-accent/50',
      )}
    >
      <Port deviceIndex={nic.deviceIndex} bad={worst === 'error'} />
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 pr-1.5 pl-6">
        <h3 id={`${id}-title`} data-at={at} tabIndex={-1} className="font-semibold">
          {t('card.title', { number })}
        </h3>
        <span className="sr-only text-text-dim text-xs @[26rem]:not-sr-only">
          {nic.networkCardIndex === null
            ? t('card.device', { index: nic.deviceIndex })
            : t('card.deviceOnCard', { index: nic.deviceIndex, card: nic.networkCardIndex })}
        </span>
        {worst !== null && <SeverityMark severity={worst} />}
        <span className="ml-auto flex items-center gap-2">
          <Meter
            filled={taken}
            limit={limit}
            text={limit === null ? t('instance.addressesOnly', { count: taken }) : t('instance.addresses', { count: taken, limit })}
          />
          <NicMenu nic={rest} position={position} />
        </span>
      </header>
      <div className="flex flex-col gap-2 px-3 pb-3 pl-6">
        <div className="flex flex-col gap-1">
          <SubnetField nic={rest} number={number} place={place} />
          <GroupsField nic={nic} number={number} />
        </div>
        <AddressRows nic={nic} number={number} position={position} />
        <MoreSection nic={nic} number={number} />
        {findings.length > 0 && (
          // biome-ignore lint/a11y/noStaticElementInteractions: only points at the place for the eyes
          <div
            className="rounded-md border border-line bg-surface-0 px-3 py-2"
            onMouseEnter={() => store.point({ kind: 'place', at })}
            onMouseLeave={() => store.point(null)}
          >
            <Findings id={`${id}-findings`} findings={findings} locked={locked} />
          </div>
        )}
      </div>
    </article>
  );
});
