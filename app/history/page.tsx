import type { Metadata } from 'next';
import { HistoryView } from '@/components/history/history-view';
import { PageProblem } from '@/components/layout/page-problem';
import { firstPage, Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator, requestIntl } from '@/lib/i18n/server';
import { listHistoryOperation } from '@/lib/operations/history';
import { inPage } from '@/lib/operations/in-page';
import { listWaitsOperation } from '@/lib/operations/waits';
import { historyQuery } from '@/lib/queries/history';
import { HISTORY_SEARCH, historyFilterOf } from '@/lib/queries/history-search';
import { waitsQuery } from '@/lib/queries/waits';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../prefetch-columns';

interface Props {
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('history'))('title') });

/** The shared history of restores. */
const HistoryPage = async ({ searchParams }: Props) => {
  const [search, { timeZone }] = await Promise.all([searchParams, requestIntl()]);
  const filter = historyFilterOf(readPageSearch(HISTORY_SEARCH, search), timeZone);
  const [page, columns, waits] = await Promise.all([
    inPage(listHistoryOperation, filter),
    prefetchColumns('history'),
    inPage(listWaitsOperation, {}),
  ]);
  if (!page.ok) return <PageProblem problem={page.error} />;
  const waiting = waits.ok ? [{ queryKey: waitsQuery().queryKey, data: waits.value }] : [];
  return (
    <PageMessages namespaces={['history', 'jobs', 'waits']}>
      <Prefetched entries={[{ queryKey: historyQuery(filter).queryKey, data: firstPage(page.value) }, columns, ...waiting]}>
        <HistoryView />
      </Prefetched>
    </PageMessages>
  );
};

export default HistoryPage;
