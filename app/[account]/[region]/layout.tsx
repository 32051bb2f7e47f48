import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { InventoryWatch } from '@/components/layout/inventory-watch';
import { Prefetched } from '@/components/layout/prefetched';
import { inPage } from '@/lib/operations/in-page';
import { inventoryStatusOperation } from '@/lib/operations/inventory';
import { decodeSegment } from '@/lib/paths';
import { inventoryQuery } from '@/lib/queries/inventory';

/** What the address names is none of this console's. */
const NOT_SERVED: readonly string[] = ['bad-input', 'not-found', 'wrong-account'];

/**
 * Everything that belongs to one account and region. An account or region that the console does not serve answers 404; where AWS cannot say whose the
 * credentials are, or the database is away, the page inside tells why.
 */
const PlaceLayout = async (props: {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
  readonly children: ReactNode;
}) => {
  const { account, region } = await props.params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const status = await inPage(inventoryStatusOperation, { place });
  if (!status.ok && NOT_SERVED.includes(status.error.code)) notFound();
  if (!status.ok && status.error.code !== 'database-away') return props.children;
  return (
    <Prefetched entries={status.ok ? [{ queryKey: inventoryQuery(place).queryKey, data: status.value }] : []}>
      {props.children}
      <InventoryWatch place={place} />
    </Prefetched>
  );
};

export default PlaceLayout;
