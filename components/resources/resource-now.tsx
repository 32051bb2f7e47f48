'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { Icon } from '@/components/ui/icon';
import type { ResourceView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex flex-col gap-0.5">
    <dt className="text-xs text-text-dim">{name}</dt>
    <dd className="flex min-h-5 flex-wrap items-center gap-x-3">{children}</dd>
  </div>
);

const Addresses = ({ place, addresses }: { readonly place: Place; readonly addresses: readonly string[] }) => {
  const t = useTranslations('points.addresses');
  if (addresses.length === 0) return <span className="text-text-dim">{t('none')}</span>;
  return addresses.map((address) =>
    address.includes('/') ? (
      <span key={address} className="mono">
        {address}
      </span>
    ) : (
      <CopyableId key={address} value={address} href={paths.address(place, address)} />
    ),
  );
};

/** An instance as it is now: its state, where it is, and its addresses; of one that is gone what its newest backup has, and whether somebody else has that today. */
export const ResourceNow = ({ place, resource }: { readonly place: Place; readonly resource: ResourceView }) => {
  const t = useTranslations('points.now');
  const words = useTranslations('points.addresses');
  const { live, backedUp, heldElsewhere, deleted } = resource;
  if (live === null && deleted === null) return null;
  return (
    <section aria-label={t('title')} className="mb-4 rounded-md border border-line bg-surface-1 px-4 py-3">
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Fact name={t('state')}>{live === null ? t('gone') : words('state', { state: live.state })}</Fact>
        {live !== null && (
          <>
            <Fact name={t('addresses')}>
              <Addresses place={place} addresses={live.addresses} />
            </Fact>
            <Fact name={t('zone')}>
              <span className="mono">{live.zone ?? t('notRead')}</span>
            </Fact>
            <Fact name={t('subnet', { count: live.subnetIds.length })}>
              {live.subnetIds.map((id) => (
                <CopyableId key={id} value={id} />
              ))}
            </Fact>
            {live.type !== null && (
              <Fact name={t('type')}>
                <span className="mono">{live.type}</span>
              </Fact>
            )}
          </>
        )}
        {backedUp !== null && (
          <Fact name={t('backedUp')}>
            {typeof backedUp === 'string' ? words(backedUp) : <Addresses place={place} addresses={backedUp} />}
          </Fact>
        )}
      </dl>
      {heldElsewhere !== null && (
        <p className="mt-2 flex items-start gap-2 text-warn">
          <Icon name="swap" className="mt-0.5" />
          {words('heldElsewhere', {
            address: heldElsewhere.address,
            holder: heldElsewhere.kind === 'instance' && heldElsewhere.instance !== null ? heldElsewhere.instance : words('otherHolder'),
          })}
        </p>
      )}
    </section>
  );
};
