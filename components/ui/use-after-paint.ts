'use client';

import { startTransition, useEffect, useState } from 'react';

/**
 * `value`, one painted frame later. For what may follow what matters first: a gesture paints its own place and its verdict, and what shows this value is rendered after
 * that, in slices that let the next movement of the pointer through. Several changes before a frame come as one.
 */
export const useAfterPaint = <T>(value: T): T => {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The frame that shows what this effect belongs to is still to come; the task after it is the first one after its paint.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setShown(() => value)), 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return shown;
};
