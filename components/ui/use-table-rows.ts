'use client';

import { type FocusEvent, type RefObject, useCallback, useRef, useState } from 'react';
import { useRowWindow } from './use-row-window';

/** Every row is this high, whatever it holds. */
export const ROW_PX = 36;
/** Shorter tables are drawn whole. */
const WHOLE_ROWS = 100;

/** A run of rows that is drawn, or the height that stands for one that is not. */
export type RowRun =
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'gap'; readonly rows: number };

/** The rows of a table of `count` as runs, with gaps for those that are not among `drawn`, which are in order. */
export const rowRuns = (count: number, drawn: readonly number[]): readonly RowRun[] => {
  const runs: RowRun[] = [];
  let end = 0;
  for (const row of drawn) {
    const last = runs.at(-1);
    if (row > end) runs.push({ kind: 'gap', rows: row - end });
    if (row === end && last?.kind === 'rows') runs[runs.length - 1] = { ...last, to: row + 1 };
    else runs.push({ kind: 'rows', from: row, to: row + 1 });
    end = row + 1;
  }
  if (end < count) runs.push({ kind: 'gap', rows: count - end });
  return runs;
};

/** Draws a long table by its visible rows, and the one that has the focus. Put `ref` and `onFocus` on the `tbody`, `data-row` with its index on each row. */
export const useTableRows = (
  count: number,
): {
  readonly ref: RefObject<HTMLTableSectionElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly runs: readonly RowRun[];
} => {
  const ref = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const short = count <= WHOLE_ROWS;
  const { drawn, known } = useRowWindow(ref, { count, rowPx: ROW_PX, keep: focused, still: short });
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    setFocused(row === undefined ? null : Number(row));
  }, []);
  const whole: readonly RowRun[] = count === 0 ? [] : [{ kind: 'rows', from: 0, to: count }];
  return { ref, onFocus, runs: known && short ? whole : rowRuns(count, drawn) };
};
