'use client';

import { useTranslations } from 'use-intl';
import type { PointAddresses } from '@/lib/data/inventory/views';

/** The first address of several and how many more there are, all of them on hover; or that they are not known. */
export const AddressesCell = ({ addresses }: { readonly addresses: PointAddresses | null }) => {
  const t = useTranslations('points.addresses');
  if (addresses === null) return null;
  if (typeof addresses === 'string')
    return (
      <span className="text-text-dim" title={t(addresses)}>
        –<span className="sr-only">{t(addresses)}</span>
      </span>
    );
  const [first, ...more] = addresses;
  if (first === undefined) return null;
  return (
    <span className="mono truncate" title={addresses.join('\n')}>
      {first}
      {more.length > 0 && <span className="text-text-dim"> +{more.length}</span>}
    </span>
  );
};
