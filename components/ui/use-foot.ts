'use client';

import { useEffect } from 'react';

/**
 * Says on the page's root that a bar stays at the foot of the window, for what floats there. By an attribute and not by a selector that looks for the bar: the browser would
 * search the whole page for it each time anything comes or goes.
 */
export const useFoot = (): void =>
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.foot = '';
    return () => {
      delete dataset.foot;
    };
  }, []);
