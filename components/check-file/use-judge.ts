'use client';

import { useEffect, useState } from 'react';
import { fetched } from '@/components/ui/lazy-component';
import type { Judge } from './judge';

let coming: Promise<Judge> | null = null;

/** Fetches what reads and judges files, once. Called before it is needed (the text box has the focus, a file is dragged over the page), it is there when it is. */
export const loadJudge = (): Promise<Judge> => {
  coming ??= fetched(() => import('./judge').then((loaded) => loaded.judge));
  return coming;
};

/** What reads and judges files, from when it is `wanted`; `null` until it is there. */
export const useJudge = (wanted: boolean): Judge | null => {
  const [judge, setJudge] = useState<Judge | null>(null);
  useEffect(() => {
    if (!wanted || judge !== null) return;
    let gone = false;
    void loadJudge().then((loaded) => {
      if (!gone) setJudge(loaded);
    });
    return () => {
      gone = true;
    };
  }, [wanted, judge]);
  return judge;
};
