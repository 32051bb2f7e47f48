'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { FIRST_ROWS } from './first-rows';

/** Rows drawn beyond either edge, so that a flick of the wheel meets rows. */
const OVERSCAN_ROWS = 12;

/** The first and the last row in sight, whether or not there are so many. */
export interface RowsInSight {
  readonly first: number;
  readonly last: number;
}

/** The box in which rows scroll, whose first `headPx` stay in place. */
export interface RowsBox {
  readonly ref: RefObject<HTMLElement | null>;
  readonly headPx: number;
}

export interface RowWindow extends RowsInSight {
  /** The rows to draw, in order. */
  readonly drawn: readonly number[];
}

/**
 * Which of `count` rows to draw: those in sight and some around them, and `keep` wherever it is (a row that goes takes the focus with it).
 * @param sight `null`: the browser has not told yet, and the rows that a page is sent with are drawn
 */
export const drawnRows = (count: number, sight: RowsInSight | null, keep: number | null): readonly number[] => {
  const { first, last } = sight ?? { first: 0, last: FIRST_ROWS - 1 };
  const overscan = sight === null ? 0 : OVERSCAN_ROWS;
  const from = Math.max(0, Math.min(first, count - 1) - overscan);
  const to = Math.min(count - 1, last + overscan);
  const drawn = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  if (keep === null || keep >= count || count === 0) return drawn;
  return keep < from ? [keep, ...drawn] : keep > to ? [...drawn, keep] : drawn;
};

/** What rounding of the browser's own may take from a pixel. */
const ROUNDING_PX = 0.01;

const sightOf = (rows: HTMLElement, rowPx: number, box: HTMLElement | null, headPx: number): RowsInSight => {
  const { top } = rows.getBoundingClientRect();
  const boxTop = box === null ? 0 : box.getBoundingClientRect().top;
  const bottom = box === null ? window.innerHeight : boxTop + box.clientHeight;
  const first = Math.floor((boxTop + headPx - top + ROUNDING_PX) / rowPx);
  return { first, last: Math.max(first, Math.ceil((bottom - top - ROUNDING_PX) / rowPx) - 1) };
};

/**
 * Which rows of equal height are in sight, and which to draw: of a box that scrolls them or, without one, of the browser's window, whatever it is that scrolls. Equal heights
 * make this a division; a general virtualiser is ten times as much code.
 * @param rows what holds the rows, all of them high
 * @param shape `keep` is a row that is drawn wherever one has scrolled to; `still`: they are looked at once, because all are drawn then
 */
export const useRowWindow = (
  rows: RefObject<HTMLElement | null>,
  shape: { readonly count: number; readonly rowPx: number; readonly keep: number | null; readonly box?: RowsBox; readonly still?: boolean },
): RowWindow & { readonly known: boolean } => {
  const { count, rowPx, keep, box, still = false } = shape;
  const boxRef = box?.ref;
  const headPx = box?.headPx ?? 0;
  const [sight, setSight] = useState<RowsInSight | null>(null);
  useLayoutEffect(() => {
    const look = () => {
      if (rows.current === null) return;
      const now = sightOf(rows.current, rowPx, boxRef?.current ?? null, headPx);
      setSight((before) => (before?.first === now.first && before.last === now.last ? before : now));
    };
    look();
    if (still) return;
    const size = new ResizeObserver(look);
    size.observe(boxRef?.current ?? document.documentElement);
    // Captured, so that it hears whichever element scrolls.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      size.disconnect();
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [rows, boxRef, headPx, rowPx, still]);
  return { ...(sight ?? { first: 0, last: FIRST_ROWS - 1 }), known: sight !== null, drawn: drawnRows(count, sight, keep) };
};
