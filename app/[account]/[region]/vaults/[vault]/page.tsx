import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { VaultPage } from '@/components/vaults/vault-page';
import { PageMessages, WordsFor } from '@/lib/i18n/page-messages';
import { inPage } from '@/lib/operations/in-page';
import { getVaultOperation } from '@/lib/operations/inventory';
import { decodeSegment } from '@/lib/paths';
import { vaultQuery } from '@/lib/queries/vaults';
import type { PageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../../../../prefetch-columns';
import { prefetchPoints, wordsOfPoints } from '../../points/prefetch-points';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly vault: string }>;
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: decodeSegment((await params).vault) });

/** One vault and its recovery points. */
const VaultRoute = async ({ params, searchParams }: Props) => {
  const { account, region, vault } = await params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const name = decodeSegment(vault);
  const search = await searchParams;
  const [found, points, columns] = await Promise.all([
    inPage(getVaultOperation, { place, vault: name }),
    prefetchPoints(place, { vault: name }, search),
    prefetchColumns('vault-points'),
  ]);
  if (!found.ok) return <PageProblem problem={found.error} />;
  if (!points.ok) return <PageProblem problem={points.error} />;
  const words = wordsOfPoints(search);
  return (
    <PageMessages {...words} namespaces={['vaults', ...words.namespaces]}>
      <WordsFor problem={points.value.problem}>
        <Prefetched entries={[{ queryKey: vaultQuery(place, name).queryKey, data: found.value }, points.value, columns]}>
          <VaultPage place={place} name={name} />
        </Prefetched>
      </WordsFor>
    </PageMessages>
  );
};

export default VaultRoute;
