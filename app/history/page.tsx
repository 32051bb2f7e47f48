import type { Metadata } from 'next';
import { HistoryView } from '@/components/history/history-view';
import { PageProblem } from '@/components/layout/page-problem';
import { beginningOf, firstPage, Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { HISTORY_PARTS } from '@/lib/i18n/parts';
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
  const first = beginningOf(historyQuery(filter).queryKey, 'entries', page.value);
  // Behind a beginning its own rest comes next, not the next page.
  const entry = { ...first, data: firstPage(first.beginning === true ? { ...first.data, next: null } : first.data) };
  const waiting = waits.ok ? [{ queryKey: waitsQuery().queryKey, data: waits.value }] : [];
  return (
    <PageMessages namespaces={waits.ok && waits.value.length > 0 ? ['waits', 'problems'] : []} parts={HISTORY_PARTS}>
      <Prefetched entries={[entry, columns, ...waiting]}>
        <HistoryView />
      </Prefetched>
    </PageMessages>
  );
};

export default HistoryPage;
