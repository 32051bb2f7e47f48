import { useEffect, useState } from 'react';

/** What of a document tells whether somebody sees it. */
export type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/**
 * Calls `tell` with whether a page has been seen for `withinMs` without a break; at once with `false`, and whenever it is hidden or shown. While it is hidden nothing is asked, so
 * nothing can be late. Answers how to stop.
 */
export const watchOverdue = (withinMs: number, tell: (overdue: boolean) => void, page: Page): (() => void) => {
  let timer: ReturnType<typeof setTimeout>;
  const begin = (): void => {
    clearTimeout(timer);
    tell(false);
    if (page.visibilityState === 'visible') timer = setTimeout(() => tell(true), withinMs);
  };
  begin();
  page.addEventListener('visibilitychange', begin);
  return () => {
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', begin);
  };
};

/**
 * Whether `asOf` should have moved on by now: it has been the same before somebody's eyes for `withinMs` (`null`: it need not). Counted here, because the clocks of browser and server
 * may differ by more than that.
 */
export const useOverdue = (asOf: string | null, withinMs: number | null): boolean => {
  const [overdue, setOverdue] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new instant begins the count anew.
  useEffect(() => {
    if (withinMs !== null) return watchOverdue(withinMs, setOverdue, document);
    setOverdue(false);
    return undefined;
  }, [asOf, withinMs]);
  return overdue;
};
