import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { InventoryWatch } from '@/components/layout/inventory-watch';
import { Prefetched } from '@/components/layout/prefetched';
import { authorisePlace } from '@/lib/data/identity';
import { inventoryStatus } from '@/lib/data/inventory/refresh';
import { placeSchema } from '@/lib/data/place-schema';
import { decodeSegment } from '@/lib/paths';
import { inventoryQuery } from '@/lib/queries/inventory';

/**
 * Everything that belongs to one account and region. An account or region that the console does not serve answers 404; where AWS cannot say whose the
 * credentials are, or the database is away, the page inside tells why.
 */
const PlaceLayout = async (props: {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
  readonly children: ReactNode;
}) => {
  const { account, region } = await props.params;
  const place = placeSchema.safeParse({ account: decodeSegment(account), region: decodeSegment(region) });
  if (!place.success) notFound();
  const authorised = await authorisePlace(place.data);
  if (!authorised.ok) {
    if (authorised.error.code !== 'aws' && authorised.error.code !== 'database-away') notFound();
    return props.children;
  }
  const status = await inventoryStatus(place.data);
  return (
    <Prefetched entries={status.ok ? [{ queryKey: inventoryQuery(place.data).queryKey, data: status.value }] : []}>
      {props.children}
      <InventoryWatch place={place.data} />
    </Prefetched>
  );
};

export default PlaceLayout;
