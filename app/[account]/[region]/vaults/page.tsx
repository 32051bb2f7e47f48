import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { ListSkeleton } from '@/components/points/list-skeleton';
import { VaultsPage } from '@/components/vaults/vaults-page';
import { PageMessages, WordsFor } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listVaultsOperation } from '@/lib/operations/inventory';
import { decodeSegment, type Place } from '@/lib/paths';
import { vaultsQuery } from '@/lib/queries/vaults';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('vaults'))('title') });

const Vaults = async ({ place }: { readonly place: Place }) => {
  const list = await inPage(listVaultsOperation, { place });
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <WordsFor problem={list.value.freshness.problem}>
      <Prefetched entries={[{ queryKey: vaultsQuery(place).queryKey, data: list.value }]}>
        <VaultsPage place={place} />
      </Prefetched>
    </WordsFor>
  );
};

/** The backup vaults of an account and region. */
const VaultsRoute = async ({ params }: Props) => {
  const { account, region } = await params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const t = await getTranslator('vaults');
  return (
    <PageMessages namespaces={['vaults']} parts={{}}>
      <Suspense fallback={<ListSkeleton title={t('title')} about={t('about')} label={t('first.title')} filters={false} />}>
        <Vaults place={place} />
      </Suspense>
    </PageMessages>
  );
};

export default VaultsRoute;
