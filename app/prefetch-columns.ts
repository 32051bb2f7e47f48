import 'server-only';
import type { PrefetchedEntry } from '@/components/layout/prefetched';
import { inPage } from '@/lib/operations/in-page';
import { chosenColumnsOperation } from '@/lib/operations/preferences';
import type { ColumnList } from '@/lib/preferences';
import { columnsQuery } from '@/lib/queries/preferences';

/** The columns that whoever opens a page has chosen for its list, as its query will look for them. Where they cannot be read the list has those that it comes with. */
export const prefetchColumns = async (list: ColumnList): Promise<PrefetchedEntry> => {
  const chosen = await inPage(chosenColumnsOperation, { list });
  return { queryKey: columnsQuery(list).queryKey, data: chosen.ok ? chosen.value : null };
};
