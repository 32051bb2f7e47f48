'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { FIRST_ROWS } from './first-rows';

/** Rows drawn beyond either edge, so that a flick of the wheel meets rows. */
const OVERSCAN_ROWS = 12;

interface Rows {
  /** The first and the last row in sight, whether or not there are so many. */
  readonly first: number;
  readonly last: number;
}

export interface RowWindow extends Rows {
  /** The rows to draw, in order. */
  readonly drawn: readonly number[];
  readonly scrollTo: (row: number) => void;
  /** Rows that fit at once. */
  readonly fitting: () => number;
}

/**
 * Which rows of equal height are in sight of a scrolling box whose first `headPx` stay in place. Equal heights make this a division; a general virtualiser
 * is ten times as much code.
 * @param shape `keep` is a row that is drawn wherever one has scrolled to
 */
export const useRowWindow = (
  box: RefObject<HTMLDivElement | null>,
  shape: { readonly count: number; readonly rowPx: number; readonly headPx: number; readonly keep: number },
): RowWindow => {
  const { count, rowPx, headPx, keep } = shape;
  const [rows, setRows] = useState<Rows>({ first: 0, last: FIRST_ROWS - 1 });
  // The server cannot measure; it draws the rows that a page is sent with, and none beyond the edges.
  const [overscan, setOverscan] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowPx);
      const last = Math.ceil((element.scrollTop + element.clientHeight - headPx) / rowPx) - 1;
      setRows((before) => (before.first === first && before.last === last ? before : { first, last: Math.max(first, last) }));
    };
    setOverscan(OVERSCAN_ROWS);
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, rowPx, headPx]);
  const from = Math.max(0, Math.min(rows.first, count - 1) - overscan);
  const to = Math.min(count - 1, rows.last + overscan);
  const drawn = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  if (keep < from && count > 0) drawn.unshift(keep);
  else if (keep > to && keep < count) drawn.push(keep);
  const scrollTo = (row: number) => {
    const element = box.current;
    if (element === null) return;
    const below = headPx + (row + 1) * rowPx - element.clientHeight;
    if (row * rowPx < element.scrollTop) element.scrollTop = row * rowPx;
    else if (below > element.scrollTop) element.scrollTop = below;
  };
  return { ...rows, drawn, scrollTo, fitting: () => Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - headPx) / rowPx)) };
};
