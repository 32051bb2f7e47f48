'use client';

import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';
import { closeWays, waysStore } from './ask-ways';

const WaysDialog = lazyComponent(() => import('./ways-dialog').then((module) => module.WaysDialog));

/** The dialog "How to get …": loaded when it is first asked for, and then stays, so that the focus goes back to where it was. */
export const WaysHost = () => {
  const wanted = useSyncExternalStore(waysStore.subscribe, waysStore.read, () => null);
  const wasWanted = useRef(false);
  if (wanted !== null) wasWanted.current = true;
  // Another page must not find it open.
  useEffect(() => closeWays, []);
  return <Suspense>{wasWanted.current && <WaysDialog wanted={wanted} onClose={closeWays} />}</Suspense>;
};
