'use client';

import { useCallback, useState } from 'react';

/** Rows are asked for in steps, so that scrolling does not draw the page anew at each row. */
const STEP_ROWS = 50;

/** Which rows of a virtual list are in sight, roughly. */
export const useVisibleRows = () => {
  const [range, setRange] = useState({ first: 0, last: STEP_ROWS });
  const onVisible = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / STEP_ROWS) * STEP_ROWS, last: Math.ceil((last + 1) / STEP_ROWS) * STEP_ROWS };
    setRange((before) => (before.first === next.first && before.last === next.last ? before : next));
  }, []);
  return { range, onVisible };
};
