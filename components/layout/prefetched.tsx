import { dehydrate, HydrationBoundary, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { makeQueryClient } from '@/lib/queries/query-client';

/** One answer that the server has already: the key of its query and the data as the query would hold it. */
export interface PrefetchedEntry {
  readonly queryKey: QueryKey;
  readonly data: unknown;
}

/** The first page of an infinite query, as the query would hold it. */
export const firstPage = <T,>(page: T): { readonly pages: readonly T[]; readonly pageParams: readonly null[] } => ({
  pages: [page],
  pageParams: [null],
});

/** Server component: hands answers of the data layer to the queries of the client components inside, so that the first paint has them. */
export const Prefetched = ({ entries, children }: { readonly entries: readonly PrefetchedEntry[]; readonly children: ReactNode }) => {
  const client = makeQueryClient();
  for (const { queryKey, data } of entries) client.setQueryData(queryKey, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
};
