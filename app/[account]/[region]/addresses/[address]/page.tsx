import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AddressPage } from '@/components/finding/address-page';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { addressHistoryOperation } from '@/lib/operations/finding';
import { inPage } from '@/lib/operations/in-page';
import { decodeSegment } from '@/lib/paths';
import { addressHistoryQuery } from '@/lib/queries/finding';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly address: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: decodeSegment((await params).address) });

/** Who held an address when, who holds it now, and who plans to. What is no address answers 404. */
const AddressRoute = async ({ params }: Props) => {
  const { account, region, address } = await params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const history = await inPage(addressHistoryOperation, { place, address: decodeSegment(address) });
  if (!history.ok && history.error.code === 'bad-input') notFound();
  if (!history.ok) return <PageProblem problem={history.error} />;
  const known = history.value.address;
  return (
    <PageMessages namespaces={['find', 'finding', 'points']}>
      <Prefetched entries={[{ queryKey: addressHistoryQuery(place, known).queryKey, data: history.value }]}>
        <AddressPage place={place} address={known} />
      </Prefetched>
    </PageMessages>
  );
};

export default AddressRoute;
