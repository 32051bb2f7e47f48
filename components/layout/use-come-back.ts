'use client';

import { useEffect, useRef, useState } from 'react';
import { tellElsewhere } from '@/lib/queries/database-news';
import { askReady } from '@/lib/queries/ready';

/**
 * Asks every `everyMs`, while somebody sees the page, whether the console can do its work, and calls `onReady` each time that it can. `null`: nothing is waited for. Meanwhile the page says what it waits for.
 */
export const useComeBack = (everyMs: number | null, onReady: () => void): void => {
  const call = useRef(onReady);
  useEffect(() => {
    call.current = onReady;
  }, [onReady]);
  useEffect(() => {
    if (everyMs === null) return undefined;
    const told = tellElsewhere();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const soon = (): void => {
      timer = setTimeout(look, everyMs);
    };
    const look = (): void => {
      if (document.hidden) {
        soon();
        return;
      }
      void askReady().then((problem) => {
        if (ended) return;
        if (problem === null) call.current();
        soon();
      });
    };
    soon();
    return () => {
      ended = true;
      clearTimeout(timer);
      told();
    };
  }, [everyMs]);
};

/** For a page that failed: what keeps the console from its work, once it was asked; `null`: nothing that it knows of. */
export const useNotReady = (): { readonly code: string } | null => {
  const [problem, setProblem] = useState<{ readonly code: string } | null>(null);
  useEffect(() => {
    let ended = false;
    void askReady().then((found) => {
      if (!ended) setProblem(found);
    });
    return () => {
      ended = true;
    };
  }, []);
  return problem;
};
