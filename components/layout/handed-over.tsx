'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { type PackedRows, unpackRows } from './packed-rows';

/** An answer of the server as a query holds it. `updatedAt`: how old it counts, in milliseconds since 1970. */
export interface HandedAnswer {
  readonly queryKey: QueryKey;
  readonly data: unknown;
  readonly updatedAt: number;
  /** Rows that belong to the data under a name. */
  readonly packed?: { readonly name: string; readonly rows: PackedRows };
}

const unpacked = ({ queryKey, data, updatedAt, packed }: HandedAnswer): HandedAnswer => ({
  queryKey,
  updatedAt,
  data: packed === undefined ? data : { ...(data as object), [packed.name]: unpackRows(packed.rows) },
});

/**
 * Gives the queries inside what the server has answered with the page. What this browser knows nothing of is there for the first paint; what it knows already is brought up to date
 * once the page is shown: until then another page may stand there that shows it, too. React Query's own `HydrationBoundary` does the same for much that is never sent here, in four times as much code.
 */
export const HandedOver = ({ answers, children }: { readonly answers: readonly HandedAnswer[]; readonly children: ReactNode }) => {
  const client = useQueryClient();
  const known = useMemo(
    () =>
      answers.map(unpacked).filter(({ queryKey, data, updatedAt }) => {
        const isKnown = client.getQueryState(queryKey) !== undefined;
        if (!isKnown) client.setQueryData(queryKey, data, { updatedAt });
        return isKnown;
      }),
    [client, answers],
  );
  useEffect(() => {
    for (const { queryKey, data, updatedAt } of known)
      if (updatedAt > (client.getQueryState(queryKey)?.dataUpdatedAt ?? 0)) client.setQueryData(queryKey, data, { updatedAt });
  }, [client, known]);
  return children;
};
