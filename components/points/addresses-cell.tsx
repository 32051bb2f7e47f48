'use client';

import { useTranslations } from 'use-intl';
import type { PointAddresses } from '@/lib/data/inventory/views';

/**
 * The first addresses of several and how many more there are, all of them on hover; or that they are not known.
 * @param props.most as many as there is room for
 */
export const AddressesCell = ({ addresses, most = 1 }: { readonly addresses: PointAddresses | null; readonly most?: number }) => {
  const t = useTranslations('points.addresses');
  if (addresses === null) return null;
  if (typeof addresses === 'string')
    return (
      <span className="text-text-dim" title={t(addresses)}>
        –<span className="sr-only">{t(addresses)}</span>
      </span>
    );
  if (addresses.length === 0) return null;
  const more = addresses.length - most;
  return (
    <span className="mono truncate" title={addresses.join('\n')}>
      {addresses.slice(0, most).join(' ')}
      {more > 0 && <span className="text-text-dim"> +{more}</span>}
    </span>
  );
};
