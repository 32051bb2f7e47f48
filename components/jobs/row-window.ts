'use client';

import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { FIRST_ROWS } from '@/components/ui/first-rows';

/** Every row is this high, whatever it holds. */
export const ROW_PX = 36;
/** Shorter lists are drawn whole. */
const WHOLE_ROWS = 100;
const OVERSCAN_ROWS = 20;

/** A run of rows that is drawn, or the height that stands for one that is not. */
export type RowRun =
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'gap'; readonly rows: number };

interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Which rows of `count` to draw: those around the window, and the one that has the focus wherever it is (a row that goes takes the focus with it).
 * @param window first row and the one after the last, as the window shows them; `null`: the browser has not told yet
 */
export const rowRuns = (count: number, window: Window | null, focused: number | null): readonly RowRun[] => {
  if (window === null && count > FIRST_ROWS)
    return [
      { kind: 'rows', from: 0, to: FIRST_ROWS },
      { kind: 'gap', rows: count - FIRST_ROWS },
    ];
  if (window === null || count <= WHOLE_ROWS) return count === 0 ? [] : [{ kind: 'rows', from: 0, to: count }];
  const from = Math.min(Math.max(0, window.from - OVERSCAN_ROWS), count);
  const to = Math.max(from, Math.min(count, window.to + OVERSCAN_ROWS));
  const outside = focused !== null && focused < count && (focused < from || focused >= to) ? [{ from: focused, to: focused + 1 }] : [];
  const drawn = [...outside, { from, to }].filter((each) => each.to > each.from).sort((a, b) => a.from - b.from);
  const runs: RowRun[] = [];
  let end = 0;
  for (const run of drawn) {
    if (run.from > end) runs.push({ kind: 'gap', rows: run.from - end });
    runs.push({ kind: 'rows', ...run });
    end = run.to;
  }
  if (end < count) runs.push({ kind: 'gap', rows: count - end });
  return runs;
};

/** Draws a long table by its visible rows, whatever it is that scrolls. Put `ref` and `onFocus` on the `tbody`, `data-row` with its index on each row. */
export const useRowWindow = (
  count: number,
): {
  readonly ref: RefObject<HTMLTableSectionElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly runs: readonly RowRun[];
} => {
  const ref = useRef<HTMLTableSectionElement>(null);
  const [window_, setWindow] = useState<Window | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const long = count > WHOLE_ROWS;
  useEffect(() => {
    const look = () => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      const from = Math.floor(-top / ROW_PX);
      const to = Math.ceil((window.innerHeight - top) / ROW_PX);
      setWindow((old) => (old?.from === from && old.to === to ? old : { from, to }));
    };
    look();
    if (!long) return;
    // Captured, so that it hears whichever element scrolls.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [long]);
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    setFocused(row === undefined ? null : Number(row));
  }, []);
  return { ref, onFocus, runs: rowRuns(count, window_, focused) };
};
