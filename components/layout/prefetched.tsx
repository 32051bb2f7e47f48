import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FIRST_ROWS } from '@/components/ui/first-rows';
import { type HandedAnswer, HandedOver } from './handed-over';
import { packRows } from './packed-rows';

/** One answer that the server has already: the key of its query and the data as the query would hold it. */
export interface PrefetchedEntry {
  readonly queryKey: QueryKey;
  readonly data: unknown;
  /** It is only the beginning of the answer: enough for the first sight, and the browser asks for the whole as soon as it has taken the page over. */
  readonly beginning?: boolean;
  /** The member of the data that holds its rows. */
  readonly rows?: string;
}

/** The beginning of a page of rows under `name`, as an entry of its query; all of it where it is not `enough`. */
export const beginningOf = <N extends string, P extends { readonly [K in N]: readonly unknown[] }>(
  queryKey: QueryKey,
  name: N,
  page: P,
  enough = true,
): PrefetchedEntry & { readonly data: P } => {
  const beginning = enough && page[name].length > FIRST_ROWS;
  return { queryKey, beginning, rows: name, data: beginning ? { ...page, [name]: page[name].slice(0, FIRST_ROWS) } : page };
};

/** The first page of an infinite query, as the query would hold it. */
export const firstPage = <T,>(page: T): { readonly pages: readonly T[]; readonly pageParams: readonly null[] } => ({
  pages: [page],
  pageParams: [null],
});

/** An answer as it is sent. */
const packed = ({ queryKey, data, rows }: PrefetchedEntry): Omit<HandedAnswer, 'updatedAt'> => {
  const list = rows === undefined ? undefined : (data as Readonly<Record<string, unknown>>)[rows];
  if (rows === undefined || !Array.isArray(list)) return { queryKey, data };
  return { queryKey, data: { ...(data as object), [rows]: [] }, packed: { name: rows, rows: packRows(list) } };
};

/** Server component: hands answers of the data layer to the queries of the client components inside, so that the first paint has them. */
export const Prefetched = ({ entries, children }: { readonly entries: readonly PrefetchedEntry[]; readonly children: ReactNode }) => {
  const now = Date.now();
  // As old as can be where it is only a beginning, so that it is read again at once, and never put over an answer that the browser has.
  const answers = entries.map(({ beginning, ...entry }) => ({ ...packed(entry), updatedAt: beginning === true ? 0 : now }));
  return <HandedOver answers={answers}>{children}</HandedOver>;
};
